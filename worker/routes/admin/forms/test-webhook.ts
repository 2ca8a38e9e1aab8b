import { Hono } from 'hono';
import { createMessage } from '../../../webhooks/message.ts';
import { usableTargets } from '../../../webhooks/target.ts';
import { sendWebhook } from '../../../webhooks/webhook-sender.ts';
import type { AppEnv } from '../../app-env.ts';
import { ProblemError } from '../../problem.ts';
import { withStoredForm } from './with-stored-form.ts';

/** Not an event of a lead, so that a receiver that only knows those ignores it. */
const TYPE = 'webhook.test';

/** `POST /v1/admin/forms/{id}/webhooks/test`: a signed message to each receiver of the form, and what each answered. */
export const adminWebhookTest = new Hono<AppEnv>().post('/:formId/webhooks/test', withStoredForm, async (c) => {
  const { id, config } = c.get('storedForm');
  const { webhookSecret } = c.get('settings');
  const targets = usableTargets(config.webhooks, c.req.url);
  if (!webhookSecret || targets.length === 0) {
    const message = webhookSecret ? 'The form has no receivers.' : 'Set the secret WEBHOOK_SECRET first.';
    throw new ProblemError('invalid_configuration', { faults: [{ path: 'webhooks', message }] });
  }
  const now = Date.now();
  const data = { form: id, enterprise: config.enterprise };
  const content = { id: `msg_${crypto.randomUUID()}`, sentAt: now, type: TYPE, happenedAt: now, data };
  const tries = await Promise.all(
    targets.map(async ({ url }) => ({
      url,
      ...(await sendWebhook(await createMessage(url, webhookSecret, content))),
    })),
  );
  return c.json({ message: content.id, tries });
});

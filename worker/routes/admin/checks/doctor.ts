import { Hono } from 'hono';
import { callAccount } from '../../../account/client.ts';
import type { AppEnv } from '../../app-env.ts';
import { problem } from '../../problem.ts';
import { readStoredForm } from '../stored-form.ts';
import { checkCampaign } from './campaign-checks.ts';
import { checkLastLead, checkLogin, checkStuck, checkTurnstile } from './checks.ts';
import { checkOrigins } from './origin-check.ts';

/** `GET /v1/admin/forms/{id}/doctor`: what would keep a form from working, line by line. */
export const adminDoctor = new Hono<AppEnv>().get('/:formId/doctor', async (c) => {
  const form = await readStoredForm(c);
  if (!form.ok) return form.error;
  const { id, config, account } = form.value;
  const own = new URL(c.req.url).origin;
  // Asked first: the login that it needs is what the account's state then tells about.
  const asked = await callAccount(c.env, account, async (object) => {
    const campaign = await object.refreshCampaign(config.campaignId);
    const [known, state, last, stuck] = [
      await object.campaign(config.campaignId),
      await object.account(),
      await object.leads({ form: id, limit: 1 }),
      await object.retryAll({ form: id }, 0),
    ];
    return { campaign, known, state, last, stuck };
  });
  if (!asked.ok) return problem(c, 'unavailable', { retryAfter: 5 });
  const { campaign, known, state, last, stuck } = asked.value;
  const lines = [
    ...checkLogin(state),
    ...checkCampaign(config, campaign, known),
    ...(await checkOrigins(config.origins, { own, turnstile: config.turnstile !== undefined })),
    ...checkTurnstile(config, c.get('settings').turnstileSecret !== undefined),
    ...checkStuck(stuck.remaining),
    ...checkLastLead(last.leads[0]),
  ];
  return c.json({ form: id, healthy: lines.every(({ ok }) => ok), lines });
});

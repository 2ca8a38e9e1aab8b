import * as v from 'valibot';
import { isWebhookUrl, WEBHOOK_EVENTS } from '../../webhooks/target.ts';

/** Accepts `http://` on loopback, because only saving knows where the Worker runs. */
const ANYWHERE = 'http://localhost';

/** A receiver of webhooks. */
export const webhookSchema = v.strictObject(
  {
    url: v.pipe(
      v.string('Use an https address.'),
      v.maxLength(2000, 'Use at most 2000 characters.'),
      v.check(
        (url) => isWebhookUrl(url, ANYWHERE),
        'Use an https address on a public host, without user and password.',
      ),
    ),
    events: v.optional(
      v.pipe(
        v.array(v.picklist(WEBHOOK_EVENTS, `Use any of: ${WEBHOOK_EVENTS.join(', ')}.`), 'Use a list.'),
        v.minLength(1, 'Name at least one, or leave "events" out for all.'),
      ),
    ),
    answers: v.optional(v.boolean('Use true or false.')),
  },
  'Use {"url":"https://…"}.',
);

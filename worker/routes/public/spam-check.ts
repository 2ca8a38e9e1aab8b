import type { Context } from 'hono';
import { callAccount } from '../../account/client.ts';
import { HONEYPOT } from '../../forms/definition.ts';
import { isAllowedOrigin } from '../../forms/origins.ts';
import type { Checked } from '../../leads/answers.ts';
import type { Parameters } from '../../leads/body.ts';
import type { Envelope } from '../../leads/envelope.ts';
import { weigh } from '../../leads/spam/signals.ts';
import { readTicket } from '../../leads/spam/ticket.ts';
import { TURNSTILE_PARAMETER, verifyTurnstile } from '../../leads/spam/turnstile.ts';
import type { AppEnv } from '../app-env.ts';
import type { LoadedForm } from '../form-source.ts';

export interface Suspect {
  form: LoadedForm;
  envelope: Envelope;
  checked: Checked;
  parameters: Parameters;
}

/** Weighs everything that speaks against a submission. Nothing here refuses one. */
export async function suspect(c: Context<AppEnv>, { form, envelope, checked, parameters }: Suspect) {
  const [ticket, turnstile] = await Promise.all([
    readTicket(c.get('settings').leadKeys, form.id, envelope.ticket, Date.now()),
    challenge(c, form, envelope, parameters.get(TURNSTILE_PARAMETER)?.[0]),
  ]);
  return weigh({
    honeypot: (parameters.get(HONEYPOT)?.[0] ?? '') !== '',
    ticket,
    emails: checked.emails.flatMap((name) => checked.answers[name] ?? []),
    turnstileFailed: turnstile === 'failed',
  });
}

async function challenge(c: Context<AppEnv>, form: LoadedForm, { submission }: Envelope, token: string | undefined) {
  const secret = form.config.turnstile === undefined ? undefined : c.get('settings').turnstileSecret;
  if (secret === undefined) return 'passed';
  // A token is good once. Who sends the same submission again has shown it before, and gets the same answer.
  const known = await callAccount(c.env, form.account, (object) => object.state(form.id, submission));
  if (known.ok && known.value) return 'passed';
  const own = new URL(c.req.url).hostname;
  return verifyTurnstile({
    secret,
    token,
    submission,
    address: c.req.header('cf-connecting-ip'),
    isAllowedHost: (host) => host === own || form.config.origins.some((origin) => isHostOf(origin, host)),
  });
}

/** Turnstile names the host alone: scheme and port of the origin don't matter. */
function isHostOf(pattern: string, host: string): boolean {
  const { protocol, port } = new URL(pattern.replace('*.', ''));
  return isAllowedOrigin(`${protocol}//${host}${port && `:${port}`}`, [pattern], '');
}

/** Collects what is known about a submission's sender for `scoreSpam`. */
import type { Context } from 'hono';
import { callAccount } from '../../account/client.ts';
import { HONEYPOT } from '../../forms/definition.ts';
import { isAllowedOrigin } from '../../forms/origins.ts';
import type { CheckedAnswers } from '../../leads/answers.ts';
import type { Evidence } from '../../leads/spam/signals.ts';
import { readTicket } from '../../leads/spam/ticket.ts';
import { TURNSTILE_PARAMETER, type TurnstileResult, verifyTurnstile } from '../../leads/spam/turnstile.ts';
import type { AppEnv } from '../app-env.ts';
import type { Submission } from './submission.ts';

export async function gatherEvidence(
  c: Context<AppEnv>,
  submission: Submission,
  { answers, emails }: CheckedAnswers,
): Promise<Evidence> {
  const { form, envelope, parameters } = submission;
  const [ticket, turnstile] = await Promise.all([
    readTicket(c.get('settings').leadKeys, form.id, envelope.ticket, Date.now(), c.req.header('origin')),
    checkTurnstile(c, submission),
  ]);
  return {
    honeypot: (parameters.get(HONEYPOT)?.[0] ?? '') !== '',
    ticket,
    emails: emails.flatMap((name) => answers[name] ?? []),
    turnstileFailed: turnstile === 'failed',
  };
}

async function checkTurnstile(c: Context<AppEnv>, submission: Submission): Promise<TurnstileResult> {
  const { form, envelope, parameters } = submission;
  const secret = form.config.turnstile === undefined ? undefined : c.get('settings').turnstileSecret;
  if (secret === undefined) return 'passed';
  // A token is valid once. A known submission has already passed the check, or was quarantined.
  const known = await callAccount(c.env, form.account, (object) => object.state(form.id, envelope.submission));
  if (known.ok && known.value) return 'passed';
  const ownHost = new URL(c.req.url).hostname;
  return verifyTurnstile({
    secret,
    token: parameters.get(TURNSTILE_PARAMETER)?.[0],
    submission: envelope.submission,
    address: c.req.header('cf-connecting-ip'),
    isAllowedHost: (host) => host === ownHost || form.config.origins.some((origin) => isHostOf(origin, host)),
  });
}

/** Turnstile only returns the host, so scheme and port come from the origin. */
function isHostOf(pattern: string, host: string): boolean {
  const { protocol, port } = new URL(pattern.replace('*.', ''));
  return isAllowedOrigin(`${protocol}//${host}${port && `:${port}`}`, [pattern], '');
}

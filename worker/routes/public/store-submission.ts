/** The storing step: in the account's object, or in an overflow object while that one cannot store it. */
import type { Context } from 'hono';
import { callAccount, claimJurisdiction } from '../../account/client.ts';
import type { SubmitRequest, SubmitResult } from '../../account-api.ts';
import { keepInOverflow } from '../../overflow/client.ts';
import type { AppEnv } from '../app-env.ts';
import { ACCOUNT_RETRY_SECONDS } from '../call-account.ts';
import { expireFactsSoon, noteClosed } from '../form-source.ts';
import { toRefusal } from './refused-form.ts';
import { type Refusal, type Submission, SubmitError } from './submission.ts';
import type { Accepted } from './submit-answer.ts';

/** Storing takes milliseconds. A visitor waits no longer for an object that hangs. */
const STORE_WITHIN_MS = 3000;
/** The widget keeps the answers until somebody has corrected the configuration. */
const MISCONFIGURED_RETRY_SECONDS = 60;

export async function store(c: Context<AppEnv>, submission: Submission, request: SubmitRequest): Promise<Accepted> {
  const { account } = submission.form;
  const refuse = (refusal: Refusal) => new SubmitError(refusal, submission);
  // While KV is down this is unknown, which is no reason to refuse a lead.
  const misplaced = await claimJurisdiction(c.env, account).catch(() => undefined);
  if (misplaced) throw refuse({ name: 'misconfigured', detail: misplaced, retryAfter: MISCONFIGURED_RETRY_SECONDS });
  const result = await callAccount(c.env, account, (object) => object.submit(request, c.env.VERSION?.id), {
    deadlineMs: request.answerWithinMs + STORE_WITHIN_MS,
  });
  if (result.ok && result.value.kind !== 'full') return toAccepted(c, submission, result.value);
  const kept = await keepInOverflow(c.env, account, request);
  if (kept.ok) return toAccepted(c, submission, kept.value);
  if (result.ok) return toAccepted(c, submission, result.value);
  const detail = 'The submission could not be stored.';
  throw refuse({ name: 'unavailable', detail, retryAfter: ACCOUNT_RETRY_SECONDS });
}

async function toAccepted(c: Context<AppEnv>, submission: Submission, result: SubmitResult): Promise<Accepted> {
  const { form } = submission;
  const refuse = (refusal: Refusal) => new SubmitError(refusal, submission);
  switch (result.kind) {
    case 'delivered':
      return result;
    case 'queued':
      // It may wait because its campaign has closed, which the next definition should show.
      expireFactsSoon(form.account, form.config.campaignId);
      return result;
    case 'refused':
      throw await toRefusal(c, submission, result.fields);
    case 'conflict':
      throw refuse({ name: 'conflict' });
    case 'closed':
      noteClosed(form.account, form.config.campaignId, result.reason);
      throw refuse({ name: 'closed' });
    case 'wrong_ids':
      throw refuse({
        name: 'misconfigured',
        detail: 'Convertr does not know this form. Its publisher has been notified.',
        retryAfter: MISCONFIGURED_RETRY_SECONDS,
      });
    case 'full':
      throw refuse({
        name: 'unavailable',
        detail: 'Too many leads are waiting.',
        retryAfter: result.retryAfterSeconds,
      });
  }
}

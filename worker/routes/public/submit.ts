/**
 * `POST /v1/forms/{formId}/leads`, step by step: parse the request, load the form, check the answers, score spam, build
 * the request, store, answer. A step that refuses throws a `SubmitError`.
 */
import type { Context } from 'hono';
import { callAccount, claimJurisdiction } from '../../account/client.ts';
import type { SubmitRequest, SubmitResult } from '../../account-api.ts';
import { type CheckedAnswers, checkAnswers } from '../../leads/answers.ts';
import { type BodyFault, readParameters } from '../../leads/body.ts';
import { withVersions } from '../../leads/consent.ts';
import { parseEnvelope, readPosted } from '../../leads/envelope.ts';
import { toErrors, toRefusalErrors } from '../../leads/problems.ts';
import { scoreSpam } from '../../leads/spam/signals.ts';
import { readTicket } from '../../leads/spam/ticket.ts';
import { createSubmitRequest } from '../../leads/submit-request.ts';
import { keepInOverflow } from '../../overflow/client.ts';
import type { AppEnv } from '../app-env.ts';
import { ACCOUNT_RETRY_SECONDS } from '../call-account.ts';
import { wantsPage } from '../content-negotiation.ts';
import { type ConfiguredForm, expireFactsSoon, noteClosed, withFacts } from '../form-source.ts';
import { isWithinLimits, RATE_LIMIT_SECONDS } from '../rate-limit.ts';
import { FIELDS_RETRY_SECONDS, hasUnknownFields, localiseSubmittedForm } from './localised-form.ts';
import { gatherEvidence } from './spam-check.ts';
import { type PostedForm, type Refusal, type Submission, SubmitError } from './submission.ts';
import { type Accepted, answerAccepted, answerRefused } from './submit-answer.ts';

export async function submitLead(c: Context<AppEnv>, form: ConfiguredForm): Promise<Response> {
  try {
    const submission = await admit(c, form, await parseRequest(c));
    const checked = checkAnswers(submission.localised.resolved, submission.parameters, Date.now());
    if (checked.complaints.length > 0) {
      return answerAccepted(c, submission, await findAccepted(c, submission, checked));
    }
    const signals = await scoreSubmission(c, submission, checked);
    const request = await buildRequest(c, submission, checked, signals);
    return answerAccepted(c, submission, await store(c, submission, request));
  } catch (error) {
    if (error instanceof SubmitError) return answerRefused(c, form, error);
    throw error;
  }
}

const BODY_FAULTS: Record<BodyFault, Refusal> = {
  too_large: { name: 'too_large', detail: 'Send at most 64 KB.' },
  too_many_parameters: { name: 'malformed', detail: 'There are too many parameters.' },
  not_utf8: { name: 'malformed', detail: 'The body is not UTF-8.' },
  too_slow: { name: 'malformed', detail: 'The body took too long.' },
  incomplete: { name: 'malformed', detail: 'The body ended too early.' },
};
const TOO_MANY: Refusal = { name: 'rate_limited', retryAfter: RATE_LIMIT_SECONDS };

async function parseRequest(c: Context<AppEnv>): Promise<PostedForm> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw new SubmitError({ name: 'wrong_content_type' });
  const parameters = await readParameters(c.req.raw);
  if (!parameters.ok) throw new SubmitError(BODY_FAULTS[parameters.error]);
  const envelope = parseEnvelope(parameters.value);
  if (envelope.ok) return { parameters: parameters.value, envelope: envelope.value };
  throw new SubmitError({ name: 'malformed', detail: envelope.error }, { parameters: parameters.value });
}

/** Counts the submission against the limits, then loads its form: a flood must not. A page shows the form again. */
async function admit(c: Context<AppEnv>, form: ConfiguredForm, posted: PostedForm): Promise<Submission> {
  const isWithin = await isWithinLimits(c, form.id, await hasOpened(c, form, posted));
  if (!isWithin && !wantsPage(c)) throw new SubmitError(TOO_MANY, posted);
  const submission = await loadSubmittedForm(c, form, posted);
  if (isWithin) return submission;
  throw new SubmitError(TOO_MANY, submission);
}

/** Whether the submission's ticket is one of ours, whatever its age. */
async function hasOpened(c: Context<AppEnv>, { id }: ConfiguredForm, { envelope }: PostedForm): Promise<boolean> {
  const { leadKeys } = c.get('settings');
  const ticket = await readTicket(leadKeys, id, envelope.ticket, Date.now(), c.req.header('origin'));
  return ticket !== 'missing' && ticket !== 'forged';
}

async function loadSubmittedForm(
  c: Context<AppEnv>,
  configured: ConfiguredForm,
  posted: PostedForm,
): Promise<Submission> {
  const form = await withFacts(c, configured);
  const localised = localiseSubmittedForm(c, form, posted.envelope.locale, posted.parameters.keys());
  if (!hasUnknownFields(localised)) return { ...posted, form, localised };
  const detail = 'Nobody knows yet which answers the form takes.';
  throw new SubmitError({ name: 'unavailable', detail, retryAfter: FIELDS_RETRY_SECONDS }, posted);
}

/** The form may have changed since the same answers were accepted: they still are. Other answers are refused. */
async function findAccepted(c: Context<AppEnv>, submission: Submission, checked: CheckedAnswers): Promise<Accepted> {
  const { form, localised, envelope, parameters } = submission;
  const ask = () =>
    callAccount(c.env, form.account, (object) => object.replay(form.id, envelope.submission, readPosted(parameters)));
  const before = parameters.has('submission') ? await ask() : undefined;
  if (before?.ok && before.value) return before.value;
  const errors = toErrors(checked.complaints, localised.locale);
  throw new SubmitError({ name: 'invalid_answers', errors }, submission);
}

/** @returns the signals for which the lead is put aside; none for most. */
async function scoreSubmission(c: Context<AppEnv>, submission: Submission, checked: CheckedAnswers): Promise<string[]> {
  const { signals, score, isSuspicious } = scoreSpam(await gatherEvidence(c, submission, checked));
  // From two points on, a submission counts twice against the limits.
  const { form } = submission;
  if (score > 1 && !(await isWithinLimits(c, form.id, await hasOpened(c, form, submission))))
    throw new SubmitError(TOO_MANY, submission);
  return isSuspicious ? signals : [];
}

async function buildRequest(
  c: Context<AppEnv>,
  { form, localised, envelope, parameters }: Submission,
  checked: CheckedAnswers,
  signals: string[],
): Promise<SubmitRequest> {
  return createSubmitRequest({
    form: form.id,
    config: form.config,
    facts: form.facts,
    resolved: localised.resolved,
    locale: localised.locale,
    envelope,
    checked,
    posted: readPosted(parameters),
    consents: await withVersions(checked.consents),
    signals,
    answerWithinMs: c.get('settings').answerWithinMs,
  });
}

/** Storing takes milliseconds. A visitor waits no longer for an object that hangs. */
const STORE_WITHIN_MS = 3000;
/** The widget keeps the answers until somebody has corrected the configuration. */
const MISCONFIGURED_RETRY_SECONDS = 60;

async function store(c: Context<AppEnv>, submission: Submission, request: SubmitRequest): Promise<Accepted> {
  const { account } = submission.form;
  const refuse = (refusal: Refusal) => new SubmitError(refusal, submission);
  // While KV is down nobody can tell, and no lead is refused for that.
  const misplaced = await claimJurisdiction(c.env, account).catch(() => undefined);
  if (misplaced) throw refuse({ name: 'misconfigured', detail: misplaced, retryAfter: MISCONFIGURED_RETRY_SECONDS });
  const result = await callAccount(c.env, account, (object) => object.submit(request), {
    deadlineMs: request.answerWithinMs + STORE_WITHIN_MS,
  });
  if (result.ok && result.value.kind !== 'full') return toAccepted(submission, result.value);
  const kept = await keepInOverflow(c.env, account, request);
  if (kept.ok) return toAccepted(submission, kept.value);
  if (result.ok) return toAccepted(submission, result.value);
  const detail = 'The submission could not be stored.';
  throw refuse({ name: 'unavailable', detail, retryAfter: ACCOUNT_RETRY_SECONDS });
}

function toAccepted(submission: Submission, result: SubmitResult): Accepted {
  const { form, localised } = submission;
  const refuse = (refusal: Refusal) => new SubmitError(refusal, submission);
  switch (result.kind) {
    case 'delivered':
      return result;
    case 'queued':
      // It may wait because its campaign has closed, which the next definition should say.
      expireFactsSoon(form.account, form.config.campaignId);
      return result;
    case 'refused':
      throw refuse({
        name: 'invalid_answers',
        errors: toRefusalErrors(result.fields, localised.resolved, localised.locale),
      });
    case 'conflict':
      throw refuse({ name: 'conflict' });
    case 'closed':
      noteClosed(form.account, form.config.campaignId, result.reason);
      throw refuse({ name: 'closed' });
    case 'full':
      throw refuse({
        name: 'unavailable',
        detail: 'Too many leads are waiting.',
        retryAfter: result.retryAfterSeconds,
      });
  }
}

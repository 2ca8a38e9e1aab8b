/**
 * `POST /v1/forms/{formId}/leads`, step by step: parse the request, load the form, check the answers, score spam, build
 * the request, store, answer. A step that refuses throws a `SubmitError`.
 */
import type { Context } from 'hono';
import { callAccount } from '../../account/client.ts';
import type { SubmitRequest } from '../../account-api.ts';
import { type CheckedAnswers, checkAnswers } from '../../leads/answers.ts';
import { type BodyFault, readParameters } from '../../leads/body.ts';
import { withVersions } from '../../leads/consent.ts';
import { joinDates } from '../../leads/date-parts.ts';
import { parseEnvelope, readPosted } from '../../leads/envelope.ts';
import { splitLines } from '../../leads/list-lines.ts';
import { toErrors } from '../../leads/problems.ts';
import { scoreSpam } from '../../leads/spam/signals.ts';
import { readTicket } from '../../leads/spam/ticket.ts';
import { createSubmitRequest } from '../../leads/submit-request.ts';
import { usableTargets } from '../../webhooks/target.ts';
import type { AppEnv } from '../app-env.ts';
import { wantsPage } from '../content-negotiation.ts';
import { type ConfiguredForm, withFacts } from '../form-source.ts';
import { isWithinLimits, RATE_LIMIT_SECONDS } from '../rate-limit.ts';
import { FIELDS_RETRY_SECONDS, hasUnknownFields, localiseSubmittedForm, readerOf } from './localised-form.ts';
import { gatherEvidence } from './spam-check.ts';
import { store } from './store-submission.ts';
import { type PostedForm, type Refusal, type Submission, SubmitError } from './submission.ts';
import { type Accepted, answerAccepted, answerRefused } from './submit-answer.ts';

export async function submitLead(c: Context<AppEnv>, form: ConfiguredForm): Promise<Response> {
  try {
    const submission = await admit(c, form, await parseRequest(c));
    const checked = checkAnswers(
      submission.localised.resolved,
      submission.parameters,
      readerOf(c, submission.localised),
    );
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
  const body = await readParameters(c.req.raw);
  if (!body.ok) throw new SubmitError(BODY_FAULTS[body.error]);
  const parameters = splitLines(joinDates(body.value));
  const envelope = parseEnvelope(parameters);
  if (envelope.ok) return { parameters, envelope: envelope.value };
  throw new SubmitError({ name: 'malformed', detail: envelope.error }, { parameters });
}

/**
 * Counts the submission against the limits before it loads the form, so that a flood loads nothing. A page shows the
 * form again.
 */
async function admit(c: Context<AppEnv>, form: ConfiguredForm, posted: PostedForm): Promise<Submission> {
  const isWithin = await isWithinLimits(c, form.id, await hasOpened(c, form, posted));
  if (!isWithin && !wantsPage(c)) throw new SubmitError(TOO_MANY, posted);
  const submission = await loadSubmittedForm(c, form, posted);
  if (isWithin) return submission;
  throw new SubmitError(TOO_MANY, submission);
}

/** Whether the submission's ticket is valid, regardless of its age. */
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
  const detail = 'The form’s fields are not known yet.';
  throw new SubmitError({ name: 'unavailable', detail, retryAfter: FIELDS_RETRY_SECONDS }, posted);
}

/** The form may have changed since the same answers were accepted. They still are, but other answers are refused. */
async function findAccepted(c: Context<AppEnv>, submission: Submission, checked: CheckedAnswers): Promise<Accepted> {
  const { form, localised, envelope, parameters } = submission;
  const ask = () =>
    callAccount(c.env, form.account, (object) => object.replay(form.id, envelope.submission, readPosted(parameters)));
  const before = parameters.has('submission') ? await ask() : undefined;
  if (before?.ok && before.value) return before.value;
  const errors = toErrors(checked.complaints, localised.locale);
  throw new SubmitError({ name: 'invalid_answers', errors }, submission);
}

/** @returns the signals for which the lead is quarantined, usually none. */
async function scoreSubmission(c: Context<AppEnv>, submission: Submission, checked: CheckedAnswers): Promise<string[]> {
  const { signals, score, isSuspicious } = scoreSpam(await gatherEvidence(c, submission, checked));
  // A submission with two points or more counts twice against the limits.
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
    parameters,
    checked,
    posted: readPosted(parameters),
    consents: await withVersions(checked.consents),
    signals,
    webhooks: usableTargets(form.config.webhooks, c.req.url),
    answerWithinMs: c.get('settings').answerWithinMs,
  });
}

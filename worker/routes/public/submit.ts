import type { Context } from 'hono';
import { callAccount, checkJurisdiction } from '../../account/client.ts';
import { knownLinks } from '../../forms/attribution/link.ts';
import { checkAnswers } from '../../leads/answers.ts';
import { type BodyFault, readParameters } from '../../leads/body.ts';
import { withVersions } from '../../leads/consent.ts';
import { parseEnvelope, readPosted } from '../../leads/envelope.ts';
import { findField, toErrors } from '../../leads/problems.ts';
import { createSubmitRequest } from '../../leads/submit-request.ts';
import type { AppEnv } from '../app-env.ts';
import { doubtFacts, type LoadedForm, loadFacts, noteClosed } from '../form-source.ts';
import { FIELDS_RETRY_SECONDS, isUnknown, type Prepared, prepareFor } from './definitions.ts';
import { isWithinLimits, RETRY_SECONDS } from './rate-limits.ts';
import { suspect } from './spam-check.ts';
import { type Attempt, answerSubmit, type SubmitFailure } from './submit-answer.ts';

const BODY_FAULTS: Record<BodyFault, SubmitFailure> = {
  too_large: { name: 'too_large', detail: 'Send at most 64 KB.' },
  too_many_parameters: { name: 'malformed', detail: 'There are too many parameters.' },
  not_utf8: { name: 'malformed', detail: 'The body is not UTF-8.' },
  too_slow: { name: 'malformed', detail: 'The body took too long.' },
  incomplete: { name: 'malformed', detail: 'The body ended too early.' },
};
/** Until somebody has mended the configuration, the widget keeps the answers. */
const MISPLACED_RETRY_SECONDS = 60;
const TOO_MANY: SubmitFailure = { name: 'rate_limited', retryAfter: RETRY_SECONDS };

/** `POST /v1/forms/{formId}/leads`: parse, check, hand to the account's object, answer. */
export async function submitLead(c: Context<AppEnv>, form: Omit<LoadedForm, 'facts'>): Promise<Response> {
  const attempt: Attempt = { form: { ...form, facts: null }, parameters: new Map() };
  const fail = (failure: SubmitFailure) => answerSubmit(c, attempt, { ok: false, error: failure });

  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return fail({ name: 'wrong_content_type' });
  if (!(await isWithinLimits(c, form.id))) return fail(TOO_MANY);
  const parameters = await readParameters(c.req.raw);
  if (!parameters.ok) return fail(BODY_FAULTS[parameters.error]);
  attempt.parameters = parameters.value;
  const envelope = parseEnvelope(parameters.value);
  if (!envelope.ok) return fail({ name: 'malformed', detail: envelope.error });

  const facts = await loadFacts(c.env, form.account, form.config.campaignId, (work) => c.executionCtx.waitUntil(work));
  attempt.form = { ...form, facts };
  const prepared = prepareFor(c, attempt.form, envelope.value.locale, parameters.value.keys());
  if (isUnknown(prepared)) {
    const detail = 'Nobody knows yet which answers the form takes.';
    return fail({ name: 'unavailable', detail, retryAfter: FIELDS_RETRY_SECONDS });
  }
  attempt.prepared = prepared;
  const checked = checkAnswers(prepared.resolved, parameters.value, Date.now());
  const posted = readPosted(parameters.value);
  if (checked.complaints.length > 0) {
    const { submission } = envelope.value;
    // Accepted once, it is accepted: the form may have changed since.
    const before = parameters.value.has('submission')
      ? await callAccount(c.env, form.account, (object) => object.replay(form.id, submission, posted))
      : undefined;
    if (before?.ok && before.value) {
      return answerSubmit(c, attempt, { ok: true, value: { submission, result: before.value } });
    }
    return fail({ name: 'invalid_answers', errors: toErrors(checked.complaints, prepared.locale) });
  }

  const suspicion = await suspect(c, {
    form: attempt.form,
    envelope: envelope.value,
    checked,
    parameters: parameters.value,
  });
  // Whoever looks odd gets half the tries.
  if (suspicion.score > 1 && !(await isWithinLimits(c, form.id))) return fail(TOO_MANY);
  const request = createSubmitRequest({
    form: form.id,
    config: form.config,
    resolved: prepared.resolved,
    links: knownLinks(facts),
    envelope: envelope.value,
    checked,
    posted,
    consents: await withVersions(checked.consents),
    locale: prepared.locale,
    signals: suspicion.isSuspicious ? suspicion.signals : [],
    answerWithinMs: c.get('settings').answerWithinMs,
  });
  // While KV is down, nobody can say; leads are not refused for that.
  const misplaced = await checkJurisdiction(c.env, form.account).catch(() => undefined);
  if (misplaced) return fail({ name: 'misconfigured', detail: misplaced, retryAfter: MISPLACED_RETRY_SECONDS });
  const answer = await callAccount(c.env, form.account, (object) => object.submit(request));
  if (!answer.ok) return fail({ name: 'unavailable', detail: 'The submission could not be stored.', retryAfter: 5 });
  const result = answer.value;
  switch (result.kind) {
    case 'conflict':
      return fail({ name: 'conflict' });
    case 'closed':
      noteClosed(form.account, form.config.campaignId, result.reason);
      return fail({ name: 'closed' });
    case 'full':
      return fail({ name: 'unavailable', detail: 'Too many leads are waiting.', retryAfter: result.retryAfterSeconds });
    case 'refused':
      return fail({ name: 'invalid_answers', errors: toRefusalErrors(prepared, result.fields) });
    case 'queued':
      // It may wait because its campaign has closed: the next definition looks again.
      doubtFacts(form.account, form.config.campaignId);
      return answerSubmit(c, attempt, { ok: true, value: { submission: request.submission, result } });
    case 'delivered':
      return answerSubmit(c, attempt, { ok: true, value: { submission: request.submission, result } });
  }
}

/** Convertr's complaints, each on the field that was drawn for it. */
function toRefusalErrors({ resolved, locale }: Prepared, fields: readonly { name: string; code: string }[]) {
  const complaints = fields.map(({ name, code }) => {
    const field = findField(resolved, name);
    return { name: field?.name ?? 'form', code, ...(field && { field }) };
  });
  return toErrors(complaints.length > 0 ? complaints : [{ name: 'form', code: 'refused' }], locale);
}

import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { callAccount } from '../../../account/client.ts';
import type { SubmitRequest, SubmitResult } from '../../../account-api.ts';
import { LOOPBACK_HOST } from '../../../convertr/origin.ts';
import { type CheckedAnswers, checkAnswers } from '../../../leads/answers.ts';
import type { Parameters } from '../../../leads/body.ts';
import { withVersions } from '../../../leads/consent.ts';
import { readPosted } from '../../../leads/envelope.ts';
import { createSampleAnswers } from '../../../leads/sample.ts';
import { createSubmitRequest } from '../../../leads/submit-request.ts';
import { usableTargets } from '../../../webhooks/target.ts';
import type { AppEnv } from '../../app-env.ts';
import { callAccountOrThrow } from '../../call-account.ts';
import { type LoadedForm, withFacts } from '../../form-source.ts';
import { jsonBody } from '../../json-body.ts';
import { type LocalisedForm, localiseForm, readerOf } from '../../public/localised-form.ts';
import { withStoredForm } from './with-stored-form.ts';

export const testSchema = v.optional(
  v.strictObject({
    /** This creates a lead at Convertr. */
    confirm: v.optional(v.boolean()),
    channel: v.optional(v.pipe(v.string(), v.maxLength(64))),
  }),
);
const HINT = 'Send no body, or {"confirm":true,"channel":"…"}.';

interface Step {
  step: 'checked' | 'stored' | 'link' | 'delivered';
  ok: boolean;
  detail: string;
}

/**
 * `POST /v1/admin/forms/{id}/test`: one sample lead, step by step. Convertr has no sandbox, so a lead for a real
 * account is stored and then discarded, unless the operator confirms that it may be sent.
 */
export const adminTest = new Hono<AppEnv>().post(
  '/:formId/test',
  withStoredForm,
  jsonBody(testSchema, HINT),
  async (c) => {
    const { confirm = false, channel } = c.req.valid('json') ?? {};
    const { id, account, config } = c.get('storedForm');
    const isReal = !LOOPBACK_HOST.test(new URL(account.origin).hostname);
    const goesOut = confirm || !isReal;
    const form = await withFacts(c, { id, account, config });
    const localised = localiseForm(c, form, undefined);
    const submission = crypto.randomUUID();
    const sample = createSampleAnswers(localised.resolved.fields, submission.slice(0, 8));
    const checked = checkAnswers(localised.resolved, sample, readerOf(c, localised));
    if (checked.complaints.length > 0) {
      return c.json({ submission: null, isReal, needsConfirmation: false, steps: [toRefusedStep(checked)] });
    }
    const lead = { submission, channel, sample, checked, signals: goesOut ? [] : ['test_send'] };
    const request = await buildRequest(c, form, localised, lead);
    const result = await callAccountOrThrow(c, account, (object) => object.submit(request));
    if (!goesOut) await callAccount(c.env, account, (object) => object.discard(submission, id));
    const stored = toStoredStep(result.kind);
    const steps = [toCheckedStep(request), stored, toLinkStep(request, form)];
    if (goesOut) steps.push(await readDeliveredStep(c, form, submission, result));
    return c.json({ submission: stored.ok ? submission : null, isReal, needsConfirmation: !goesOut, steps });
  },
);

interface SampleLead {
  submission: string;
  channel: string | undefined;
  sample: Parameters;
  checked: CheckedAnswers;
  /** A signal quarantines the lead, so that it stays here. */
  signals: string[];
}

async function buildRequest(
  c: Context<AppEnv>,
  { id, config, facts }: LoadedForm,
  { resolved, locale }: LocalisedForm,
  { submission, channel, sample, checked, signals }: SampleLead,
): Promise<SubmitRequest> {
  return createSubmitRequest({
    form: id,
    config,
    facts,
    resolved,
    locale,
    envelope: { submission, channel, page: `${new URL(c.req.url).origin}/f/${id}` },
    parameters: sample,
    checked,
    posted: readPosted(sample),
    consents: await withVersions(checked.consents),
    signals,
    webhooks: usableTargets(config.webhooks, c.req.url),
    answerWithinMs: c.get('settings').answerWithinMs,
  });
}

function toRefusedStep({ complaints }: CheckedAnswers): Step {
  const names = complaints.map(({ name, code }) => `${name} (${code})`).join(', ');
  return { step: 'checked', ok: false, detail: `No sample answer is valid for ${names}.` };
}

function toCheckedStep({ answers }: SubmitRequest): Step {
  const names = Object.keys(answers);
  return { step: 'checked', ok: true, detail: `${names.length} valid answers: ${names.join(', ')}.` };
}

function toStoredStep(kind: SubmitResult['kind']): Step {
  if (kind === 'delivered' || kind === 'queued' || kind === 'refused') {
    return { step: 'stored', ok: true, detail: 'Encrypted in the account’s ledger.' };
  }
  const detail = kind === 'closed' ? 'The campaign is closed, so nothing is stored.' : 'It could not be stored.';
  return { step: 'stored', ok: false, detail };
}

/** A missing link is not an error, because Convertr accepts leads without one. */
function toLinkStep({ channel, linkId }: SubmitRequest, { facts }: LoadedForm): Step {
  if (!linkId) {
    return { step: 'link', ok: true, detail: `Channel “${channel}” has no link: the lead goes without one.` };
  }
  const link = facts?.links.find((each) => each.id === linkId);
  const detail = `Channel “${channel}” goes to link ${linkId}${link ? ` (${link.name})` : ''}.`;
  return { step: 'link', ok: true, detail };
}

async function readDeliveredStep(
  c: Context<AppEnv>,
  { id, account }: LoadedForm,
  submission: string,
  result: SubmitResult,
): Promise<Step> {
  if (result.kind === 'delivered') {
    return { step: 'delivered', ok: true, detail: `Convertr accepted it as lead ${result.leadId}.` };
  }
  const state = await callAccount(c.env, account, (object) => object.state(id, submission));
  const status = state.ok ? (state.value?.status ?? result.kind) : result.kind;
  const waits = status === 'queued' || status === 'sending';
  return { step: 'delivered', ok: waits, detail: waits ? 'Not yet. It waits in the queue.' : `The lead is ${status}.` };
}

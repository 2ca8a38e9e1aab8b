import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { callAccount } from '../../account/client.ts';
import { LOOPBACK_HOST } from '../../convertr/origin.ts';
import { knownLinks } from '../../forms/attribution/link.ts';
import { checkAnswers } from '../../leads/answers.ts';
import { withVersions } from '../../leads/consent.ts';
import { readPosted } from '../../leads/envelope.ts';
import { createSampleAnswers } from '../../leads/sample.ts';
import { createSubmitRequest } from '../../leads/submit-request.ts';
import type { AppEnv } from '../app-env.ts';
import { loadFacts } from '../form-source.ts';
import { problem } from '../problem.ts';
import { prepare } from '../public/definitions.ts';
import { readJson } from './json.ts';
import { readStoredForm } from './stored-form.ts';

const testSchema = v.optional(
  v.strictObject({
    /** This makes a lead at Convertr. */
    confirm: v.optional(v.boolean()),
    channel: v.optional(v.pipe(v.string(), v.maxLength(64))),
  }),
);

interface Step {
  step: 'checked' | 'stored' | 'link' | 'delivered';
  ok: boolean;
  detail: string;
}

/**
 * `POST /v1/admin/forms/{id}/test`: one lead the whole way. Convertr has no sandbox: unless the operator confirms, a
 * lead for a real account is stored, seen to be there, and given up.
 */
export const adminTest = new Hono<AppEnv>().post('/:formId/test', async (c) => {
  const form = await readStoredForm(c);
  if (!form.ok) return form.error;
  const { id, config, account } = form.value;
  const body = await readJson(c);
  if (!body.ok) return body.error;
  const parsed = v.safeParse(testSchema, body.value);
  if (!parsed.success) return problem(c, 'malformed', { detail: 'Send nothing, or {"confirm":true,"channel":"…"}.' });
  const { confirm = false, channel } = parsed.output ?? {};
  const isReal = !LOOPBACK_HOST.test(new URL(account.origin).hostname);
  const goesOut = confirm || !isReal;

  const facts = await loadFacts(c.env, account, config.campaignId, (work) => c.executionCtx.waitUntil(work));
  const { resolved, locale } = prepare(c, { id, config, account, facts }, undefined);
  const submission = crypto.randomUUID();
  const sample = createSampleAnswers(resolved.fields, submission.slice(0, 8));
  const checked = checkAnswers(resolved, sample, Date.now());
  if (checked.complaints.length > 0) {
    const names = checked.complaints.map(({ name, code }) => `${name} (${code})`).join(', ');
    const steps: Step[] = [{ step: 'checked', ok: false, detail: `No sample answer passes for ${names}.` }];
    return c.json({ submission: null, isReal, needsConfirmation: false, steps });
  }
  const request = createSubmitRequest({
    consents: await withVersions(checked.consents),
    form: id,
    config,
    resolved,
    links: knownLinks(facts),
    envelope: { submission, ...(channel && { channel }), page: `${new URL(c.req.url).origin}/f/${id}` },
    checked,
    posted: readPosted(sample),
    locale,
    // Put aside, it stays here.
    signals: goesOut ? [] : ['test_send'],
    answerWithinMs: c.get('settings').answerWithinMs,
  });
  const answer = await callAccount(c.env, account, (object) => object.submit(request));
  if (!answer.ok) return problem(c, 'unavailable', { retryAfter: 5 });
  if (!goesOut) await callAccount(c.env, account, (object) => object.discard(submission, id));
  const { linkId } = request;
  const link = facts?.links.find((each) => each.id === linkId);
  const steps: Step[] = [
    {
      step: 'checked',
      ok: true,
      detail: `${Object.keys(request.answers).length} answers pass: ${Object.keys(request.answers).join(', ')}.`,
    },
    toStored(answer.value.kind),
    {
      step: 'link',
      // No link is no fault: Convertr takes leads without one.
      ok: true,
      detail: linkId
        ? `Channel “${request.channel}” goes to link ${linkId}${link ? ` (${link.name})` : ''}.`
        : `Channel “${request.channel}” has no link: the lead goes without one.`,
    },
    ...(goesOut ? [await toDelivered(c, answer.value, form.value, submission)] : []),
  ];
  return c.json({ submission: steps[1]?.ok ? submission : null, isReal, needsConfirmation: !goesOut, steps });
});

type Answer = Awaited<ReturnType<import('../../account-api.ts').AccountApi['submit']>>;

function toStored(kind: Answer['kind']): Step {
  const stored = kind === 'delivered' || kind === 'queued' || kind === 'refused';
  const detail = stored
    ? 'Encrypted in the account’s ledger.'
    : kind === 'closed'
      ? 'The campaign is closed: nothing is stored.'
      : 'It could not be stored.';
  return { step: 'stored', ok: stored, detail };
}

async function toDelivered(
  c: Context<AppEnv>,
  answer: Answer,
  { id, account }: { id: string; account: Parameters<typeof callAccount>[1] },
  submission: string,
): Promise<Step> {
  if (answer.kind === 'delivered') {
    return { step: 'delivered', ok: true, detail: `Convertr took it as lead ${answer.leadId}.` };
  }
  const state = await callAccount(c.env, account, (object) => object.state(id, submission));
  const status = state.ok ? (state.value?.status ?? answer.kind) : answer.kind;
  const waits = status === 'queued' || status === 'sending';
  return { step: 'delivered', ok: waits, detail: waits ? 'Not yet: it waits for its turn.' : `The lead is ${status}.` };
}

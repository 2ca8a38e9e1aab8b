/** Random requests, and what they are sent to. */
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { LISTED } from './convertr.ts';
import { ask, env, PAGE } from './leadwire.ts';

const open = { limit: async () => ({ success: true }) };
/** Lifts the limits. */
export const accountVars = { ...env, ANSWER_WITHIN_MS: '0', SUBMIT_LIMIT: open, FORM_LIMIT: open };
const taken = { kind: 'queued', channel: 'Direct', replayed: false };
const facts = {
  forms: Object.entries(LISTED).map(([id, fields]) => ({ formId: Number(id), formName: '', fields })),
  links: [{ id: 25, name: 'Newsletter', channel: 'Email' }],
  fetchedAt: Date.now(),
  closed: null,
};
/** Replaces the account's object, which is by far the slowest. One test uses the real one. */
export const vars = {
  ...accountVars,
  ACCOUNTS: {
    idFromName: () => 'id',
    get: () => ({
      submit: async () => taken,
      replay: async () => null,
      state: async () => null,
      campaign: async () => facts,
      hasRows: async () => true,
      account: async () => ({ enterprise: 'acme' }),
      mfa: async () => ({ kind: 'not_waiting' }),
      refreshCampaign: async () => ({ ok: true, value: facts }),
      leads: async () => ({ leads: [], cursor: null }),
      lead: async () => ({ kind: 'not_found' }),
      retry: async () => ({ kind: 'not_found' }),
      discard: async () => ({ kind: 'not_found' }),
      retryAll: async () => ({ retried: 0, remaining: 0 }),
      leadsOf: async () => ({ enterprise: 'acme', leads: [] }),
      erase: async () => ({
        enterprise: 'acme',
        found: 0,
        erased: 0,
        discarded: 0,
        delivered: [],
        recoverableUntil: '',
      }),
      formVersion: async (_: string, stored: unknown) => stored,
      saveForm: async ({ stored }: { stored: unknown }) => ({ kind: 'saved', isNew: stored === null }),
      endDrift: async () => undefined,
      formChanged: async () => undefined,
      noteLostVisits: async () => undefined,
      stats: async () => [],
    }),
  },
} as unknown as typeof env;

/** No answer is a 500, and each error is a problem document or a page. */
export async function expectSound(response: Response): Promise<Response> {
  expect(response.status).toBeLessThan(500);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  if (response.status >= 400) {
    expect(response.headers.get('content-type')).toMatch(/^(application\/problem\+json|text\/html)/);
  }
  await response.body?.cancel();
  return response;
}

export const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('', ' ', '\u0000', '\ud800', '\u202e', '__proto__', '%', '%00', '\r\nX: y', '🏳️‍🌈', 'x'.repeat(3000)),
);
export const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...LISTED[23]) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['submission', 'page', 'referrer', 'landing', 'landingReferrer', 'channel', 'link', 'locale', 'ticket'],
      ...[
        'hp_ref_code',
        'embed',
        'cf-turnstile-response',
        '__proto__',
        'form',
        'form[',
        'form[]',
        'form[__proto__][x]',
      ],
    ),
  },
  { weight: 1, arbitrary: text },
);
const value = fc.oneof(
  text,
  fc.constantFrom(
    'a@b.example',
    '+44 20 7946 0018',
    '020 7946 0018',
    '08',
    '999',
    'GB',
    '2000-01-31',
    'https://a.example/?utm_source=x',
    '1',
    'Dr',
  ),
  fc.webUrl(),
  fc.emailAddress(),
  fc.constantFrom('de', 'ar', 'xx-YY', 'en-u-nu-thai', 'i-klingon', 'zh-Hant-TW-x-private', crypto.randomUUID()),
);
export const pairs = fc.array(fc.tuple(name, value), { maxLength: 30 });
export const encode = (list: [string, string][]) => {
  const body = new URLSearchParams();
  for (const [key, each] of list) body.append(key, each);
  return body.toString();
};
export const body = fc.oneof(
  { weight: 5, arbitrary: pairs.map(encode) },
  { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
);
export const accept = fc.constantFrom('application/json', 'text/html', '*/*', '', 'application/problem+json;q=0.1');
export const FORM = {
  enterprise: 'acme',
  campaignId: 1234,
  formId: 23,
  origins: [PAGE],
  fields: [
    { name: 'form[email]', required: true },
    { name: 'form[title]', type: 'select', options: ['Dr', 'Ms'] },
    { name: 'form[website]', type: 'url' },
    { name: 'form[dob]', type: 'dob' },
    { name: 'form[comments]', showIf: { field: 'form[title]', is: ['*'] } },
    { name: 'form[interests][]', type: 'checkboxes', options: ['a', 'b'] },
    { name: 'form[subId]', type: 'hidden', from: 'submission' },
    { name: 'form[promotion]', type: 'hidden', from: 'utm_source' },
  ],
};

export const post = (
  form: string,
  content: string | Uint8Array,
  headers: Record<string, string>,
  bindings: typeof env,
) =>
  ask(
    `/v1/forms/${form}/leads`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: PAGE, ...headers },
      body: content as BodyInit,
    },
    bindings,
  );

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findEmptyConsents } from '../../worker/console/editor/draft.ts';
import { FIELD_SETTINGS } from '../../worker/console/editor/names.ts';
import { describeChanges, SETTINGS } from '../../worker/console/editor/sentences.ts';
import { countMissing, lonelyHeading } from '../../worker/console/editor/translations.ts';
import { findChoiceFaults, toSite } from '../../worker/console/forms/form-choice.ts';
import { describeSituation, REASONS } from '../../worker/console/leads/reasons.ts';
import { configSchema } from '../../worker/forms/configuration/config.ts';
import { fieldSchema } from '../../worker/forms/configuration/config-field.ts';

describe('a stuck lead', () => {
  const lead = { flags: [], campaignId: 1234 };
  test.each([
    ['unknown', 'unknown', '28 Nov, 02:46', /no clear answer.*once more at 28 Nov, 02:46.*twice.*duplicate/],
    ['held', 'unknown', null, /no clear answer.*waits for you.*duplicate/],
    ['held', 'unknown_twice', null, /twice.*waits for you.*duplicate/],
    ['held', 'campaign_closed', '28 Nov, 03:36', /campaign 1234.*at 28 Nov, 03:36.*asks Convertr now/],
    ['held', 'wrong_id', '28 Nov, 03:36', /does not know.*at 28 Nov, 03:36.*number is still wrong/],
    ['held', 'unreadable', null, /can’t be opened.*waits for you.*old key/],
    ['held', 'rejected', null, /rejected.*waits for you.*rejected again/],
    ['held', 'unexpected_answer', null, /cannot read.*paused.*ends the pause.*duplicate/],
    ['refused', 'validation', null, /refused.*Correct.*refused again/],
    ['queued', null, '28 Nov, 02:46', /waiting.*not before 28 Nov, 02:46/],
  ] as const)('%s (%s) says what happened, what is next, and the risk', (status, reason, at, words) => {
    const situation = describeSituation({ ...lead, status, reason }, at);
    expect(Object.values(situation ?? {}).join(' ')).toMatch(words);
  });

  test('that Convertr redirected away from its campaign may be there already', () => {
    const step = { at: '', from: 'sending', to: 'held', why: 'campaign_redirected', by: null } as const;
    const redirected = { ...lead, status: 'held', reason: 'campaign_closed' } as const;
    const { next, risk } = describeSituation({ ...redirected, history: [step] }, null) ?? {};
    expect(next).toBe('It waits for you. Nothing is sent automatically.');
    expect(risk).toMatch(/duplicate/);
  });

  test('in quarantine names the signals', () => {
    const flags = ['honeypot', 'ticket_fast', 'drift'];
    const situation = describeSituation({ ...lead, status: 'quarantined', reason: 'suspicious', flags }, null);
    expect(situation?.happened).toBe(
      'It looks like a bot: the hidden trap field was filled in, sent faster than a person types.',
    );
  });

  test('has a sentence for each reason that the state machine gives, and its history words for each step', () => {
    const folder = join(import.meta.dirname, '../../worker/account/delivery');
    const source = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const find = (pattern: RegExp) => source.flatMap((text) => [...text.matchAll(pattern)]);
    const stuck = find(/settled\('(held|refused|quarantined)', '(\w+)'/g);
    expect(stuck.length).toBeGreaterThan(4);
    const silent = stuck.filter(
      ([, status, reason]) => !describeSituation({ ...lead, status: status as 'held', reason: reason ?? '' }, null),
    );
    expect(silent.map(([text]) => text)).toEqual([]);
    const steps = find(/why: '(\w+)'/g).map(([, why = '']) => why);
    expect(steps.length).toBeGreaterThan(9);
    expect(steps.filter((why) => !(why in REASONS))).toEqual([]);
  });

  test('is none once it is delivered or discarded', () => {
    expect(describeSituation({ ...lead, status: 'delivered', reason: null }, null)).toBeUndefined();
    expect(describeSituation({ ...lead, status: 'discarded', reason: 'expired' }, null)).toBeUndefined();
  });
});

describe('the review', () => {
  const inferred = (name: string) => (name === 'form[firstName]' ? { label: 'First name', required: true } : undefined);
  const say = (before: object, after: object) =>
    describeChanges({ ...before }, { ...after }, inferred).map(({ what, before: old, after: next }) =>
      `${what}: ${old ?? ''} → ${next ?? ''}`.replace(':  →', ':'),
    );

  test('has words for each setting of a form and of a field', () => {
    // Changes of these have sentences of their own.
    const own = ['success', 'fields', 'channels', 'name', 'required', 'hide'];
    const keys = [...Object.keys(configSchema.entries), ...Object.keys(fieldSchema.entries)];
    expect(keys.filter((key) => !own.includes(key) && !(key in SETTINGS) && !(key in FIELD_SETTINGS))).toEqual([]);
  });

  test.each([
    [{ title: 'A' }, { title: 'B' }, ['Heading: A → B']],
    [{ title: 'A' }, { title: { en: 'A', de: 'B' } }, ['Heading (German): B']],
    [
      { origins: [] },
      { origins: ['https://a.example', 'https://b.example'] },
      ['Allowed sites: https://a.example, https://b.example'],
    ],
    [{ channels: { Email: 25 } }, { channels: { Email: 26 } }, ['Link of Email: 25 → 26']],
    [{ success: { message: 'Ta' } }, {}, ['Thank-you message: Ta → ']],
  ])('describes a setting in the operator’s words', (before, after, sentences) => {
    expect(say(before, after)).toEqual(sentences);
  });

  test.each([
    [{ label: 'Given name' }, ['Label of First name: First name → Given name']],
    [{ required: false }, ['First name: required → optional']],
    [{ type: 'email' }, ['Kind of First name: Email']],
    [{ hide: true }, ['First name: shown → hidden']],
    [{ options: ['Small', { value: 'L', label: 'Large' }] }, ['Options of First name: Small, L (Large)']],
  ])('describes a field by its label', (change, sentences) => {
    const name = 'form[firstName]';
    expect(say({ fields: [{ name }] }, { fields: [{ name, ...change }] })).toEqual(sentences);
  });

  test('names a new consent by its text, and fields that have moved', () => {
    const [a, b] = [{ name: 'form[a]' }, { name: 'form[b]' }];
    const text = ['I accept the ', { text: 'policy', href: 'https://www.example.com/p' }, '.'];
    const consent = { name: 'form[consent]', type: 'consent', required: true, text };
    expect(say({ fields: [a, b] }, { fields: [b, a, consent] })).toEqual([
      'New consent: I accept the policy. (required)',
      'Order of fields: form[a], form[b] → form[b], form[a]',
    ]);
  });
});

describe('languages', () => {
  const document = { title: 'Report', submitLabel: { en: 'Go', de: 'Los' }, fields: [{ name: 'form[a]', label: 'A' }] };

  test('of a form say what they lack', () => {
    expect(countMissing(document, 'de', 'en')).toBe(2);
    expect(countMissing(document, 'en', 'en')).toBe(0);
  });

  test.each([
    [{ title: 'Report' }, ['en', 'de'], 'en'],
    [{ title: { de: 'Bericht' } }, ['de'], 'de'],
    [{ title: { de: 'Bericht' }, locale: 'de' }, ['de'], undefined],
    [{ title: 'Report' }, ['en'], undefined],
    [{ title: { en: 'Report', de: 'Bericht' } }, ['en', 'de'], undefined],
    [{}, ['en', 'de'], undefined],
  ])('cause a question about a heading that only one of them has', (form, locales, language) => {
    expect(lonelyHeading(form, locales)).toBe(language);
  });
});

test('a consent of one’s own needs a text; one of Convertr’s has one', () => {
  const known = { name: 'form[terms]', type: 'consent' as const, label: 'I agree', required: true };
  const fields = [
    { name: 'form[consent]', type: 'consent' },
    { name: 'form[terms]', type: 'consent' },
  ];
  expect(findEmptyConsents({ fields } as never, [known])).toEqual([
    { path: 'fields[0].text', message: 'Enter what the visitor agrees to.' },
  ]);
});

describe('a new form', () => {
  test.each([
    ['https://www.example.com/offer?x=1', 'https://www.example.com'],
    ['www.example.com/offer', 'https://www.example.com'],
    ['http://localhost:8000/', 'http://localhost:8000'],
    ['', undefined],
    ['offer', undefined],
    ['javascript:alert(1)', undefined],
  ])('takes the site of %j', (page, site) => {
    expect(toSite(page)).toBe(site);
  });

  test('needs a page, or the choice to add it later', () => {
    const choice = { formId: 1, publicId: 'a', page: '', isLater: false };
    expect(Object.keys(findChoiceFaults(choice, []))).toEqual(['page']);
    expect(findChoiceFaults({ ...choice, isLater: true }, [])).toEqual({});
    expect(Object.keys(findChoiceFaults({ ...choice, isLater: true }, ['a']))).toEqual(['id']);
  });
});

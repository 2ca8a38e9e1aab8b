import { describe, expect, test } from 'vitest';
import { en } from '../../../worker/forms/language/locales/en.ts';
import type { LabelKey } from '../../../worker/forms/language/locales/keys.ts';
import {
  formatMessage,
  getLabels,
  getMessages,
  getRequiredMessage,
  LANGUAGES,
  localise,
} from '../../../worker/forms/language/messages.ts';

/** Words that some languages share with English. */
const SAME_WORDS: readonly string[] = ['E-mail', 'SMS', 'Website', 'Post', 'Region', 'Postcode'];

/** An error is an instruction. A request for a favour, or an apology, makes it longer and no clearer. */
const POLITE =
  /(?<!\p{L})(please|sorry|oops|bitte|veuillez|svp|por favor|per favore|alstublieft|vänligen|venligst|beklager|prosz[ęe]|przepraszamy)(?!\p{L})|يرجى|رجاء|من فضلك|恐れ入り|申し訳|お願い/iu;

const ENGLISH = getOwnErrors('en');

/** The errors for known fields, by kind and key. */
function getOwnErrors(language: string): Record<string, string> {
  const own: Record<string, string> = {};
  for (const key of Object.keys(en.labels) as LabelKey[])
    for (const [kind, isChosen] of [
      ['enter', false],
      ['choose', true],
    ] as const) {
      const message = getRequiredMessage(language, key, isChosen);
      if (message !== undefined) own[`${kind} ${key}`] = message;
    }
  return own;
}

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([found]) => found).sort();

test('the form speaks twelve languages', () => {
  expect([...LANGUAGES].sort()).toEqual(['ar', 'da', 'de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'sv']);
});

describe.each(LANGUAGES.map((language) => [language]))('%s', (language) => {
  const own = getOwnErrors(language);
  const texts = { ...prefix('message', getMessages(language)), ...prefix('label', getLabels(language)), ...own };
  const english: Record<string, string> = {
    ...prefix('message', en.messages),
    ...prefix('label', en.labels),
    ...ENGLISH,
  };

  test('has every text, and none more', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
  });

  test('leaves no text empty, and none with blanks around it', () => {
    for (const [key, text] of Object.entries(texts)) {
      expect(text, key).not.toBe('');
      expect(text.trim(), key).toBe(text);
    }
  });

  test('keeps the placeholders of the English text', () => {
    for (const [key, text] of Object.entries(texts)) {
      expect(placeholders(text), key).toEqual(placeholders(english[key] ?? ''));
      expect(text.replace(/\{\w+\}/g, ''), key).not.toMatch(/[{}<>]/);
    }
  });

  test('differs from English wherever the language does', () => {
    if (language === 'en') return;
    const same = Object.keys(texts).filter((key) => texts[key] === english[key]);
    expect(same.filter((key) => !SAME_WORDS.includes(texts[key] ?? ''))).toEqual([]);
  });

  test('gives instructions instead of requests', () => {
    for (const [key, text] of Object.entries(texts)) expect(text, key).not.toMatch(POLITE);
  });

  test('has an error of its own for each known field, which ends as a sentence', () => {
    expect(new Set(Object.values(own)).size).toBe(Object.keys(ENGLISH).length);
    for (const [key, text] of Object.entries(own)) expect(text, key).toMatch(/[.。]$/);
  });

  test('names the field in the error for all others', () => {
    expect(getMessages(language).required).toContain('{label}');
  });

  test('has its own texts for the buttons and the first fields', () => {
    const { submit, next, back, retry } = getMessages(language);
    expect(new Set([submit, next, back, retry]).size).toBe(4);
    const { first_name, last_name, full_name, email, phone } = getLabels(language);
    expect(new Set([first_name, last_name, full_name, email, phone]).size).toBe(5);
  });
});

test.each([
  ['pt-BR', 'pt'],
  ['pt-PT', 'pt'],
  ['FR-ca', 'fr'],
  ['ar-EG', 'ar'],
  ['fi', 'en'],
  ['', 'en'],
])('%j is spoken as %s', (locale, language) => {
  expect(getMessages(locale)).toBe(getMessages(language));
  expect(getLabels(locale)).toBe(getLabels(language));
});

test.each([
  ['fills a placeholder', 'At most {max}.', { max: '5' }, 'At most 5.'],
  ['fills it each time', '{a} and {a}', { a: 'x' }, 'x and x'],
  ['leaves one without a value', 'At most {max}.', {}, 'At most {max}.'],
  ['fills only once', '{a}', { a: '{b}', b: 'x' }, '{b}'],
  ['takes a dollar for a dollar', '{a}', { a: '$& $1' }, '$& $1'],
])('formatMessage %s', (_, text, values, expected) => {
  expect(formatMessage(text, values as Record<string, string>)).toBe(expected);
});

test.each([
  ['one text for all', 'Hello', 'fr', 'Hello'],
  ['the exact locale', { en: 'Hi', pt: 'Olá', 'pt-BR': 'Oi' }, 'pt-br', 'Oi'],
  ['its language', { en: 'Hi', pt: 'Olá' }, 'pt-BR', 'Olá'],
  ['else English', { de: 'Hallo', en: 'Hi' }, 'fr', 'Hi'],
  ['else the first', { de: 'Hallo', sv: 'Hej' }, 'fr', 'Hallo'],
  ['nothing of nothing', undefined, 'fr', undefined],
])('localise picks %s', (_, text, locale, expected) => {
  expect(localise(text as Record<string, string> | undefined, locale)).toBe(expected);
});

function prefix(kind: string, texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [`${kind} ${key}`, text]));
}

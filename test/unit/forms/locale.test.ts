import { describe, expect, test } from 'vitest';
import { createDefinition } from '../../../worker/forms/definition.ts';
import { resolveForm } from '../../../worker/forms/form.ts';
import { directionOf, negotiateLocale } from '../../../worker/forms/language/locale.ts';
import { languageOf } from '../../../worker/forms/language/text-language.ts';

const TEXTS = { title: 'Report', fields: [{ label: { en: 'E-mail', fi: 'Sähköposti' } }] };

describe('the locale is', () => {
  test.each([
    ['English when nobody says', {}, 'en'],
    ['what the page asks for', { asked: 'de', form: 'fr', acceptLanguage: 'es' }, 'de'],
    ['with its region', { asked: 'pt-BR' }, 'pt-BR'],
    ['in its canonical form', { asked: 'PT-br' }, 'pt-BR'],
    ['with underscores for dashes', { asked: 'pt_BR' }, 'pt-BR'],
    ['trimmed', { asked: ' de ' }, 'de'],
    ['even one that only the form’s own texts speak', { asked: 'fi-FI', texts: TEXTS }, 'fi-FI'],
    ['even one that only the form’s own setting names', { asked: 'fi', form: 'fi-FI' }, 'fi'],
    ['the form’s when nobody speaks the page’s', { asked: 'zh-CN', form: 'fr', texts: TEXTS }, 'fr'],
    ['the browser’s when nobody speaks the page’s', { asked: 'zh-CN', acceptLanguage: 'de', texts: TEXTS }, 'de'],
    ['English when nobody speaks the page’s', { asked: 'zh-CN', texts: TEXTS }, 'en'],
    ['else the form’s', { form: 'fr', acceptLanguage: 'es' }, 'fr'],
    ['the form’s when the page’s is malformed', { asked: '<script>', form: 'fr' }, 'fr'],
    ['the form’s when the page’s is empty', { asked: '', form: 'fr' }, 'fr'],
    ['else the browser’s', { acceptLanguage: 'es' }, 'es'],
    ['the browser’s first that the form speaks', { acceptLanguage: 'fi, nl;q=0.8, de;q=0.5' }, 'nl'],
    ['the browser’s dearest', { acceptLanguage: 'de;q=0.5, nl;q=0.8' }, 'nl'],
    ['the browser’s first of equals', { acceptLanguage: 'sv,da' }, 'sv'],
    ['with the browser’s region', { acceptLanguage: 'fr-CH, fr;q=0.9' }, 'fr-CH'],
    ['none that the browser refuses', { acceptLanguage: 'de;q=0, fr;q=0.1' }, 'fr'],
    ['English when the browser takes anything', { acceptLanguage: '*' }, 'en'],
    ['English when the form speaks none of the browser’s', { acceptLanguage: 'fi, hu' }, 'en'],
    ['English when the header is noise', { acceptLanguage: ';;;,,q=1;de;' }, 'en'],
    ['past a quality that is no number', { acceptLanguage: 'de;q=high, fr' }, 'fr'],
    ['from the header’s start alone', { acceptLanguage: `${'fi,'.repeat(200)}de` }, 'en'],
  ])('%s', (_, input, locale) => {
    expect(negotiateLocale(input)).toBe(locale);
  });
});

test.each([
  ['ar', 'rtl'],
  ['ar-EG', 'rtl'],
  ['AR', 'rtl'],
  ['he', 'rtl'],
  ['fa-IR', 'rtl'],
  ['en', 'ltr'],
  ['arn', 'ltr'],
  ['ja', 'ltr'],
])('%s is written %s', (locale, direction) => {
  expect(directionOf(locale)).toBe(direction);
});

describe('the language of a text, where it is not the form’s', () => {
  test.each<[string, object | string | undefined, string, string | undefined, string | undefined]>([
    ['is that of the chosen translation', { en: 'Hello' }, 'de', undefined, 'en'],
    ['is that of the first one, without English', { fr: 'Bonjour' }, 'de', undefined, 'fr'],
    ['is left out when the text is translated', { en: 'Hello', de: 'Hallo' }, 'de', 'en', undefined],
    ['is left out for another region', { 'pt-BR': 'Olá' }, 'pt', undefined, undefined],
    ['is the configuration’s, for a text without one', 'Hello', 'de', 'en', 'en'],
    ['is unknown when the configuration has none either', 'Hello', 'de', undefined, undefined],
    ['is English where Leadwire lacks the language', undefined, 'fi', undefined, 'en'],
    ['is the form’s for Leadwire’s own words', undefined, 'de-AT', 'en', undefined],
    [
      'is found in texts with links',
      { en: ['Read ', { text: 'this', href: 'https://example.com' }] },
      'ar',
      'en',
      'en',
    ],
  ])('%s', (_, text, locale, own, expected) => {
    expect(languageOf(text, locale, own)).toBe(expected);
  });
});

test('a definition marks each text that is in another language', () => {
  const config = {
    enterprise: 'acme',
    campaignId: 1,
    formId: 1,
    origins: [],
    locale: 'en',
    title: 'Talk to an expert',
    submitLabel: { en: 'Send', de: 'Senden' },
    steps: ['You', { de: 'Firma' }],
    fields: [
      { name: 'form[email]', label: { en: 'Work email' }, help: { en: 'Not private.', de: 'Keine private.' } },
      { name: 'form[title]', label: { de: 'Anrede' }, options: ['Dr', { value: 'Ms', label: { de: 'Frau' } }] },
      { name: 'form[shoeSize]', step: 2 },
    ],
  };
  const listed = ['form[firstName]', ...config.fields.map(({ name }) => name)];
  const define = (locale: string) => {
    const resolved = resolveForm({ config, listed, locale });
    return createDefinition({ formId: 'a' as never, config, resolved, locale, closed: false, ticket: '' });
  };
  const { langs, fields } = define('de');
  expect(langs).toEqual({ title: 'en', steps: { 1: 'en' } });
  expect(fields.map(({ name, lang, helpLang }) => ({ name, lang, helpLang }))).toEqual([
    { name: 'form[email]', lang: 'en' },
    { name: 'form[title]' },
    // Its label is derived from Convertr's name.
    { name: 'form[shoeSize]', lang: 'en' },
    { name: 'form[firstName]' },
  ]);
  expect(fields[1]?.options?.map(({ lang }) => lang)).toEqual(['en', undefined]);
  expect(define('en').langs).toEqual({ steps: { 2: 'de' } });
});

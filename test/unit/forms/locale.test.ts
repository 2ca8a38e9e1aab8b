import { describe, expect, test } from 'vitest';
import { directionOf, negotiateLocale } from '../../../worker/forms/language/locale.ts';

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

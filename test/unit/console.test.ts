import { describe, expect, test } from 'vitest';
import { completeFields, formatOptions, moveField, parseOptions } from '../../worker/console/editor/draft.ts';
import { formatRichText, getText, parseRichText, setText, toRichText } from '../../worker/console/editor/texts.ts';
import { listLocales } from '../../worker/forms/language/form-locales.ts';
import { toCell } from '../../worker/routes/admin/leads-csv.ts';

describe('texts by language', () => {
  test('stay plain while there is one language, and become a map with the second', () => {
    const plain = setText<string>(undefined, 'en', 'en', 'Hello');
    expect(plain).toBe('Hello');
    const both = setText(plain, 'de', 'en', 'Hallo');
    expect(both).toEqual({ en: 'Hello', de: 'Hallo' });
    expect(setText(both, 'de', 'en', undefined)).toBe('Hello');
    expect(setText('Hello', 'en', 'en', undefined)).toBeUndefined();
    expect(getText(both, 'de', 'en')).toBe('Hallo');
    expect(getText('Hello', 'de', 'en')).toBeUndefined();
  });

  test('tell a form’s languages, its own first', () => {
    const fields = [{ name: 'form[a]', options: [{ value: 'x', label: { fr: 'X' } }] }];
    expect(listLocales({ locale: 'de', title: { en: 'A', de: 'B' }, fields })).toEqual(['de', 'en', 'fr']);
    expect(listLocales({})).toEqual(['en']);
  });
});

describe('a consent’s text', () => {
  test('begins with what its label says, in every language', () => {
    expect(toRichText({ en: 'I agree.', de: 'Ich stimme zu.' })).toEqual({ en: ['I agree.'], de: ['Ich stimme zu.'] });
    expect(toRichText('I agree.')).toEqual(['I agree.']);
    expect(toRichText(undefined)).toBeUndefined();
  });

  test('has links in brackets, there and back', () => {
    const text = 'I accept the [policy](https://www.example.com/p) and [terms](https://www.example.com/t).';
    const pieces = parseRichText(text);
    expect(pieces?.[1]).toEqual({ text: 'policy', href: 'https://www.example.com/p' });
    expect(formatRichText(pieces)).toBe(text);
  });
});

describe('options', () => {
  test('are lines, and keep their labels in other languages', () => {
    const options = [{ value: 'Retail', label: { en: 'Retail', de: 'Handel' } }, 'Other'];
    expect(formatOptions(options, 'de', 'en')).toBe('Retail = Handel\nOther');
    expect(parseOptions('Other\nRetail = Einzelhandel', options, 'de', 'en')).toEqual([
      'Other',
      { value: 'Retail', label: { en: 'Retail', de: 'Einzelhandel' } },
    ]);
  });
});

describe('the fields of a draft', () => {
  const field = (name: string) => ({ name, type: 'text' as const, label: name, required: false });

  test('are all that Convertr lists; a group’s parts count for it', () => {
    const group = { ...field('form[lookup]'), fields: [field('form[lookup][postcode]')] };
    const document = { fields: [{ name: 'form[lookup][postcode]' }] };
    expect(completeFields(document, [group, field('form[email]')]).fields).toEqual([
      { name: 'form[lookup][postcode]' },
      { name: 'form[email]' },
    ]);
  });

  test('do not move beyond the ends', () => {
    const document = { fields: [{ name: 'form[a]' }, { name: 'form[b]' }] };
    expect(moveField(document, 0, -1)).toBe(document);
    expect(moveField(document, 0, 1).fields).toEqual([{ name: 'form[b]' }, { name: 'form[a]' }]);
  });
});

describe('a cell of the CSV', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=x', '\nx', ' =1+1', '＝1+1'])(
    'never begins like a formula: %j',
    (text) => {
      expect(toCell(text).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  test('quotes what would end it', () => {
    expect(toCell('a "b", c')).toBe('"a ""b"", c"');
    expect(toCell(null)).toBe('');
  });
});

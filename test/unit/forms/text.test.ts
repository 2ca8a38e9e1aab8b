import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { normaliseText } from '../../../worker/forms/fields/text.ts';

describe('a text is put into one form', () => {
  test.each([
    ['composed', 'Zoe\u0308', 'Zo\u00eb'],
    ['trimmed', ' \u00a0a b\u3000', 'a b'],
    ['without control characters', 'a\u0000b\u0007c\u007fd\u009be', 'abcde'],
    ['without overrides of direction', 'abc\u202ecod.exe\u2069', 'abccod.exe'],
    ['without a byte order mark', '\ufeffabc', 'abc'],
    ['without what nobody sees', '\u200bAn\u00adn\u2060a\u200e', 'Anna'],
    ['on one line', 'a\r\nb\nc\td', 'a b c d'],
    ['without halves of characters', 'a\ud800b', 'a\ufffdb'],
  ])('%s', (_, text, expected) => {
    expect(normaliseText(text)).toBe(expected);
  });

  test('with at most 128 marks on a letter, before the runtime sorts them', () => {
    const many = `a${'\u0301\u0316'.repeat(32_000)}b`;
    // Sorting takes time by the square of a run's length.
    const normalize = vi.spyOn(String.prototype, 'normalize');
    const text = normaliseText(many);
    const given = normalize.mock.contexts.map((each) => [...String(each)].length);
    normalize.mockRestore();
    expect(given).toEqual([130]);
    expect([...text].length).toBeLessThanOrEqual(130);
    expect(text).toMatch(/b$/);
    expect(normaliseText(text)).toBe(text);
    expect(normaliseText('\u0344'.repeat(200))).toBe(normaliseText(normaliseText('\u0344'.repeat(200))));
  });

  test('keeps lines and tabs where there are several lines', () => {
    expect(normaliseText('a\r\nb\rc\n\td', true)).toBe('a\nb\nc\n\td');
  });

  test.each(['O’Hara & Söhne <b>', '日本語', '👩‍👩‍👧', "'; DROP TABLE leads;--", '=cmd|x', 'עברית', 'می\u200cخواهم'])(
    'leaves %s alone',
    (text) => {
      expect(normaliseText(text)).toBe(text);
    },
  );

  test('doing it twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, multiline) => {
        const once = normaliseText(text, multiline);
        expect(normaliseText(once, multiline)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });
});

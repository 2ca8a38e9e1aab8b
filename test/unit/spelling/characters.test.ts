import { describe, expect, test } from 'vitest';
import { cleanText, toPlainText } from '../../../worker/protocol/spelling/characters.ts';
import { toAsciiDigits, toHalfWidth } from '../../../worker/protocol/spelling/digits.ts';

describe('texts for machines have no invisible characters', () => {
  test.each([
    ['zero width space', '\u200b'],
    ['zero width non-joiner', '\u200c'],
    ['zero width joiner', '\u200d'],
    ['left-to-right mark', '\u200e'],
    ['right-to-left mark', '\u200f'],
    ['Arabic letter mark', '\u061c'],
    ['embedding', '\u202a'],
    ['end of embedding', '\u202c'],
    ['override', '\u202e'],
    ['isolate', '\u2066'],
    ['end of isolate', '\u2069'],
    ['word joiner', '\u2060'],
    ['soft hyphen', '\u00ad'],
    ['Mongolian vowel separator', '\u180e'],
    ['variation selector', '\ufe0f'],
    ['ideographic variation selector', '\u{e0100}'],
    ['byte order mark', '\ufeff'],
    ['Hangul filler', '\u3164'],
    ['combining grapheme joiner', '\u034f'],
    ['tag', '\u{e0061}'],
    ['null', '\u0000'],
    ['delete', '\u007f'],
    ['frame of a keycap', '\ufe0f\u20e3'],
  ])('no %s', (_, invisible) => {
    expect(toPlainText(`${invisible}12${invisible}34${invisible}`)).toBe('1234');
  });

  test.each([
    ['no-break space', '\u00a0'],
    ['narrow no-break space', '\u202f'],
    ['ideographic space', '\u3000'],
    ['thin space', '\u2009'],
    ['tab', '\t'],
    ['line feed', '\n'],
    ['line separator', '\u2028'],
    ['Braille’s blank', '\u2800'],
    ['several', ' \u00a0 '],
  ])('%s is a space', (_, space) => {
    expect(toPlainText(`${space}12${space}34${space}`)).toBe('12 34');
  });

  test.each([
    ['１２３', '123'],
    ['＋４４（０）７７００', '+44(0)7700'],
    ['ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ada@example.com'],
    ['½', '½'],
  ])('%s is %s', (text, expected) => {
    expect(toPlainText(text)).toBe(expected);
    expect(toHalfWidth(toAsciiDigits(text))).toBe(expected);
  });
});

describe('digits of a script', () => {
  test.each([
    'arab',
    'arabext',
    'beng',
    'deva',
    'fullwide',
    'gujr',
    'guru',
    'hmng',
    'khmr',
    'knda',
    'laoo',
    'limb',
    'mathsanb',
    'mathmono',
    'mlym',
    'mong',
    'mymr',
    'nkoo',
    'orya',
    'tamldec',
    'telu',
    'thai',
    'tibt',
    'adlm',
  ])('%s', (system) => {
    const digits = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false }).format(9876543210);
    expect(digits).not.toBe('9876543210');
    expect(toAsciiDigits(digits)).toBe('9876543210');
  });

  test('every one that Unicode has counts, ten to a run', () => {
    const all = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /\p{Nd}/u.test(character));
    expect(all.length).toBeGreaterThan(600);
    expect(toAsciiDigits(all.join(''))).toBe('0123456789'.repeat(all.length / 10));
  });

  test.each(['²', '①', 'Ⅷ', '十', '½'])('%s is no digit', (text) => expect(toAsciiDigits(text)).toBe(text));
});

describe('a name keeps what its script needs', () => {
  test.each([
    ['typographic apostrophe', 'O’Brien'],
    ['Hawaiian ʻokina', 'Kaʻiulani'],
    ['Persian non-joiner', 'علی\u200cرضا'],
    ['Sinhala joiner', 'ක්\u200dෂ'],
    ['Malayalam chillu', 'അവന്\u200d'],
    ['Devanagari joiner', 'क्\u200dष'],
    ['German non-joiner', 'Auf\u200clage'],
    ['Japanese variant', '葛\u{e0100}城'],
    ['compatibility variant', '神\ufe00'],
    ['Mongolian selector', 'ᠠ\u180b'],
    ['Mongolian vowel separator', 'ᠨ\u180eᠠ'],
    ['family of emoji', '👩\u200d👩\u200d👧'],
    ['pirates', '🏴\u200d☠\ufe0f'],
    ['heart', '❤\ufe0f'],
    ['flag of Scotland', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['full-width letters', 'Ａｄａ'],
    ['Thai digits', 'ห้อง ๑๒'],
    ['hyphens and dots', 'Jean-Luc St. John'],
    ['several lines', 'a\nb\tc'],
  ])('%s', (_, text) => {
    expect(cleanText(text)).toBe(text);
  });

  test.each([
    ['zero width space', 'A\u200bda', 'Ada'],
    ['word joiner', 'A\u2060da', 'Ada'],
    ['soft hyphen', 'Love\u00adlace', 'Lovelace'],
    ['byte order mark', '\ufeffAda', 'Ada'],
    ['direction marks', '\u200eAda\u200f', 'Ada'],
    ['override', 'Ada\u202e', 'Ada'],
    ['Mongolian vowel separator', 'A\u180eda', 'Ada'],
    ['selector after a letter', 'Ada\ufe0f', 'Ada'],
    ['ideographic selector after a letter', 'A\u{e0100}da', 'Ada'],
    ['hidden tags', 'Ada\u{e0061}\u{e0062}', 'Ada'],
    ['filler', '\u3164', ''],
    ['Braille’s blank', '\u2800', ''],
    ['joiner and nothing else', '\u200d', ''],
    ['joiner after a space', 'Ada \u200cL', 'Ada L'],
    ['control character', 'A\u0007da', 'Ada'],
  ])('no %s', (_, text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });
});

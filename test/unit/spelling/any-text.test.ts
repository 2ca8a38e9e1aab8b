import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readParameters } from '../../../worker/protocol/spelling/campaign-parameters.ts';
import { cleanText, toPlainText } from '../../../worker/protocol/spelling/characters.ts';
import { readDate } from '../../../worker/protocol/spelling/date.ts';
import { readEmail, toEmailKey } from '../../../worker/protocol/spelling/email.ts';
import { findLinkValues } from '../../../worker/protocol/spelling/link-values.ts';
import { readNumber } from '../../../worker/protocol/spelling/number.ts';
import { readPhone } from '../../../worker/protocol/spelling/phone.ts';

/** Marks and digits that parsers look for, among other characters. */
const piece = fc.oneof(
  fc.constantFrom(...'0123456789+-.,;:/#@%&=?()<>"\'{}[]', ' ', 'mailto:', 'tel:', 'ext', '\u200b', '٣', '１', 'May'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const now = Date.UTC(2027, 1, 28);

test.each<[string, (typed: string) => string]>([
  ['a name', cleanText],
  ['a plain text', toPlainText],
  ['a key', toEmailKey],
])('%s is stable: reading it twice changes nothing', (_, read) => {
  fc.assert(
    fc.property(text, (typed) => {
      const once = read(typed);
      expect(read(once)).toBe(once);
    }),
    { numRuns: 3000, examples: [['ʼ'], ['mailto:%CA%BCa@b']] },
  );
});

test.each([
  ['an address', readEmail],
  ['a number', (typed: string) => readNumber(typed, 'en')],
  ['a date', (typed: string) => readDate(typed, 'dob', { locale: 'en' }, now)],
])('%s is read as itself, and no text is too much', (_, read) => {
  fc.assert(
    fc.property(text, (typed) => {
      const once = read(typed);
      if (once.ok) expect(read(once.value)).toEqual(once);
    }),
    { numRuns: 3000 },
  );
  readQuickly(read);
});

test('a phone number is digits, with a plus in front or none', () => {
  fc.assert(
    fc.property(text, (typed) => {
      const once = readPhone(typed);
      if (once.ok) expect(once.value).toMatch(/^\+?\d+$/);
    }),
    { numRuns: 3000 },
  );
  readQuickly((typed) => readPhone(typed));
});

/** Quadratic code would take minutes for a text of this length. */
function readQuickly(read: (typed: string) => unknown): void {
  for (const long of ['!', '<', '1', '1 ', 'a ', '(', '\u200b', '+', '%', '{'].map((part) => part.repeat(200_000))) {
    const started = performance.now();
    read(`${long}a`);
    expect(performance.now() - started).toBeLessThan(5000);
  }
}

test('no address of a page is too much', () => {
  fc.assert(
    fc.property(text, (typed) => {
      expect(readParameters(`https://landing.example.com/?${typed}`)).toBeTypeOf('object');
      expect(findLinkValues(`?email=${typed}`, 'form[email]', 'email')).toBeInstanceOf(Array);
    }),
    { numRuns: 3000 },
  );
});

/** Invisible characters. No lookbehind in this folder, because Safari before 16.4 cannot parse it. */
import { toAsciiDigits, toHalfWidth } from './digits.ts';

/** Controls, direction marks, soft hyphens, fillers, variation selectors, and the frame of a keycap. */
const INVISIBLE = /(?![\t-\r])[\p{Cc}\p{Cf}\p{DI}]|\u20e3/gu;
/** Braille's blank looks like a space, but is not one. */
const SPACES = /[\s\u2800]+/g;

/**
 * Normalises a text for machines, such as a number, a date or an address: without invisible characters, with ASCII
 * digits.
 */
export const toPlainText = (text: string): string =>
  toAsciiDigits(toHalfWidth(text.replace(INVISIBLE, '')))
    .replace(SPACES, ' ')
    .trim();

/**
 * Characters that a script needs stay: the tags of a flag, joiners after letters, selectors after ideographs and emoji,
 * Mongolian vowel marks. All other invisible characters are removed.
 */
const NEEDED_OR_INVISIBLE = new RegExp(
  [
    '(\\u{1f3f4}[\\u{e0020}-\\u{e007e}]+\\u{e007f}',
    '[\\p{L}\\p{M}][\\u034f\\u200c\\u200d]+',
    '\\p{Ideographic}[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]+',
    '\\p{Emoji}[\\ufe0e\\ufe0f\\u200d]+',
    '\\p{Script=Mongolian}[\\u180b-\\u180f\\u200c\\u200d]+)',
    '(?![\\t\\n\\r])[\\p{Cc}\\p{DI}\\ufff9-\\ufffb]',
  ].join('|'),
  'gu',
);

/** A name or a free text without invisible characters and without blanks around it. */
export const cleanText = (text: string): string =>
  text.replace(NEEDED_OR_INVISIBLE, (_, needed = '') => needed).replace(/^[\s\u2800]+|[\s\u2800]+$/g, '');

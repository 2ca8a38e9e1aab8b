import { cleanText } from '../../protocol/spelling/characters.ts';

/** Far more than any script needs. Normalising a run of marks takes quadratic time. */
const MARKS_MAX = 128;
/** Most answers. None of the steps changes anything in these but blanks around them. */
const PLAIN = /^[ -~]*$/;
const LONG_RUN = new RegExp(`(\\p{M}{${MARKS_MAX}})\\p{M}+`, 'gu');

/**
 * Normalises an answer for storing, comparing and sending: NFC, trimmed, without invisible characters, with at most 128
 * marks on a letter. Line breaks are line feeds in a text of several lines, and spaces elsewhere.
 */
export function normaliseText(text: string, isMultiline = false): string {
  if (PLAIN.test(text)) return text.trim();
  const kept = cleanText(text.toWellFormed().replace(/\r\n?/g, '\n')).replace(LONG_RUN, '$1');
  // NFC turns some marks into two.
  const clean = cleanText(kept.normalize('NFC').replace(LONG_RUN, '$1'));
  return isMultiline ? clean : clean.replace(/[\t\n]+/g, ' ');
}

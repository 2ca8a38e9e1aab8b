/** Control characters but for tab and line feed; bidirectional overrides, which make a text read as another. */
const UNWANTED = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Far more than any script stacks on one letter. Putting a run in order costs the square of its length. */
const MARKS_MAX = 128;
const LONG_RUN = new RegExp(`(\\p{M}{${MARKS_MAX}})\\p{M}+`, 'gu');

/**
 * The one form in which an answer is kept, compared and sent: NFC, trimmed, without control characters; line breaks are
 * line feeds in a text of several lines and spaces elsewhere; no more than 128 marks on one letter.
 */
export function normaliseText(text: string, isMultiline = false): string {
  const kept = text.toWellFormed().replace(/\r\n?/g, '\n').replace(UNWANTED, '').replace(LONG_RUN, '$1');
  // Some marks are two in NFC.
  const clean = kept.normalize('NFC').replace(LONG_RUN, '$1');
  return (isMultiline ? clean : clean.replace(/[\t\n]+/g, ' ')).trim();
}

/** Control characters but for tab and line feed; bidirectional overrides, which make a text read as another. */
const UNWANTED = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * The one form in which an answer is kept, compared and sent: NFC, trimmed, without control characters; line breaks are
 * line feeds in a text of several lines and spaces elsewhere.
 */
export function normaliseText(text: string, isMultiline = false): string {
  const clean = text.toWellFormed().replace(/\r\n?/g, '\n').replace(UNWANTED, '').normalize('NFC');
  return (isMultiline ? clean : clean.replace(/[\t\n]+/g, ' ')).trim();
}

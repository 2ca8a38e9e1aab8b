/** Longer than any known id or certificate. */
const VALUE_MAX_LENGTH = 500;

/** A value from the page for a hidden field, without control characters, and cut at the maximum. */
export const toPageValue = (text: string): string =>
  text
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, VALUE_MAX_LENGTH)
    // The cut may leave half a character.
    .replace(/[\ud800-\udbff]$/, '');

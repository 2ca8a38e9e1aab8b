/** Nobody's id or certificate is longer. */
const VALUE_MAX_LENGTH = 500;

/** A value that the page gives for a hidden field: without control characters, and no longer than that. */
export const toPageValue = (text: string): string =>
  text
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, VALUE_MAX_LENGTH)
    // The cut may have left half a character.
    .replace(/[\ud800-\udbff]$/, '');

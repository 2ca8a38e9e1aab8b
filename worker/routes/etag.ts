/** A weak tag, because answers with the same tag may differ in their ticket. */
export const createEtag = async (text: string): Promise<string> => `W/"${await digest(text)}"`;

/** The same tag means the same text. */
export const createStrongEtag = async (text: string): Promise<string> => `"${await digest(text)}"`;

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return [...bytes.slice(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param header `If-None-Match`, compared weakly (RFC 9110, 13.1.2). */
export const matchesEtag = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));

/** Reads the parameters of a URL, in any encoding that tools use. */

/** Old shops and mailing tools write `%FC` for ü, as Windows did. */
function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    const bytes = run
      .slice(1)
      .split('%')
      .map((hex) => Number.parseInt(hex, 16));
    return new TextDecoder('windows-1252').decode(new Uint8Array(bytes));
  }
}

/** An escape of an escape: `%2540`, `%25C3%25BC`. */
const ESCAPED_TWICE =
  /%(?:25)+(?=(?:2[\da-f]|3[a-f]|40|5[bdf]|7[b-d]|[c-f][\da-f]%(?:25)+[89ab][\da-f]|[89ab][\da-f]))/gi;

/** Decodes percent escapes, and leaves the rest, including pluses. */
export const decode = (text: string): string =>
  text
    .replace(ESCAPED_TWICE, '%')
    .replace(/%u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/(?:%[\da-f]{2})+/gi, decodeRun);

/**
 * Names and raw values in order, from the query and after the hash: `/#/offer?a=1`, `?a=1&amp;b=2`, `?a=1?b=2`,
 * `?a%3D1%26b%3D2`.
 */
export function listParameters(address: string): [name: string, raw: string][] {
  const [, tail = ''] = /^[^?#&]*(.*)$/s.exec(address) ?? [];
  return (
    tail
      // Some servers separate with semicolons, and some editors write `&#038;`.
      .split(/[#&]|;(?=[^;=]+=)/)
      // A value may itself be a URL.
      .flatMap((piece) => (piece.includes('//') ? piece.replace(/^\?/, '') : piece.split('?')))
      .flatMap(splitPiece)
  );
}

function splitPiece(piece: string): [string, string][] {
  const at = piece.indexOf('=');
  if (at > 0) return [[decode(piece.slice(0, at).replace(/\+/g, ' ')).replace(/^(?:amp;)+/i, ''), piece.slice(at + 1)]];
  return /%(?:25)*3d/i.test(piece) ? listParameters(`?${decode(piece)}`) : [];
}

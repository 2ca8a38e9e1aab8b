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

/** Decodes percent escapes, and leaves the rest, including pluses. */
export const decode = (text: string): string =>
  text
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
      .split(/[#&]/)
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

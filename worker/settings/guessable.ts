/** Detects values that are not really secret. Generated values never match these rules. */

const MIN_VARIETY = 8;
/** Placeholders that people leave as they are. */
const PLACEHOLDER = /change.?me|password|passw0rd|letmein|qwerty|example/i;

/** @returns whether the token is a pattern or a placeholder. */
export function isGuessableToken(token: string): boolean {
  const codes = Array.from(token, (char) => char.codePointAt(0) ?? 0);
  return isPattern(codes) || PLACEHOLDER.test(token);
}

/** @returns whether the key is one value repeated, a count, or made of very few values. */
export function isGuessableKey(key: Uint8Array): boolean {
  const steps = [...key].slice(1).map((value, index) => value - (key[index] ?? 0));
  return new Set(key).size < MIN_VARIETY || new Set(steps).size === 1;
}

function isPattern(codes: readonly number[]): boolean {
  if (new Set(codes).size < MIN_VARIETY) return true;
  const isNear = (code: number, index: number) => index > 0 && Math.abs(code - (codes[index - 1] ?? 0)) <= 1;
  // "0123456789abcdef" has a jump, but still counts as a sequence.
  return codes.filter(isNear).length > codes.length * 0.7;
}

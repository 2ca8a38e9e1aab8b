/** Minimal assertions. A failure shows both sides. */
export function equal(actual: unknown, expected: unknown, what = ''): void {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${what} expected ${other}, got ${one}`);
}

export function ok(value: unknown, what: string): asserts value {
  if (!value) throw new Error(`expected: ${what}`);
}

export function matches(actual: string | null | undefined, pattern: RegExp): void {
  if (!pattern.test(actual ?? '')) throw new Error(`expected ${JSON.stringify(actual)} to match ${pattern}`);
}

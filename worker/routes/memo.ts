/**
 * Remembers, for as long as an isolate lives, what was read a moment ago. Values only: a promise kept here would tie one
 * visitor's request to another's.
 */
export class Memo<T> {
  readonly #ttlMs: number;
  readonly #max: number;
  readonly #known = new Map<string, { value: T; at: number; ttlMs: number }>();

  constructor(ttlMs: number, max = 500) {
    this.#ttlMs = ttlMs;
    this.#max = max;
  }

  /** The value while it is fresh. */
  get(key: string, now: number): T | undefined {
    const known = this.#known.get(key);
    return known && now - known.at < known.ttlMs ? known.value : undefined;
  }

  /** The value, however old: for when its source is down. */
  peek(key: string): T | undefined {
    return this.#known.get(key)?.value;
  }

  set(key: string, value: T, now: number): T {
    this.#known.delete(key);
    this.#known.set(key, { value, at: now, ttlMs: this.#ttlMs });
    if (this.#known.size > this.#max) this.#known.delete(this.#known.keys().next().value ?? key);
    return value;
  }

  /** From now on a value is fresh for no longer than this after it was read. */
  doubt(key: string, ttlMs: number): void {
    const known = this.#known.get(key);
    if (known) known.ttlMs = Math.min(known.ttlMs, ttlMs);
  }

  delete(key: string): void {
    this.#known.delete(key);
  }
}

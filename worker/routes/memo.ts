/**
 * Remembers, for as long as an isolate lives, what was read a moment ago. Values only: a promise kept here would tie one
 * visitor's request to another's.
 */
export class Memo<T> {
  readonly #ttlMs: number;
  readonly #max: number;
  readonly #known = new Map<string, { value: T; at: number }>();

  constructor(ttlMs: number, max = 500) {
    this.#ttlMs = ttlMs;
    this.#max = max;
  }

  /** The value while it is fresh. */
  get(key: string, now: number): T | undefined {
    const known = this.#known.get(key);
    return known && now - known.at < this.#ttlMs ? known.value : undefined;
  }

  /** The value, however old: for when its source is down. */
  peek(key: string): T | undefined {
    return this.#known.get(key)?.value;
  }

  set(key: string, value: T, now: number): T {
    this.#known.delete(key);
    this.#known.set(key, { value, at: now });
    if (this.#known.size > this.#max) this.#known.delete(this.#known.keys().next().value ?? key);
    return value;
  }

  /** Drops a value that is older than this. */
  expire(key: string, olderThanMs: number, now: number): void {
    const known = this.#known.get(key);
    if (known && now - known.at > olderThanMs) this.#known.delete(key);
  }

  delete(key: string): void {
    this.#known.delete(key);
  }
}

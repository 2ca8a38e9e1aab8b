/**
 * Recently read values of this isolate, each with a time to live. It never stores a promise, which would tie one
 * visitor's request to another's.
 */
export class TtlCache<T> {
  readonly #ttlMs: number;
  readonly #max: number;
  readonly #entries = new Map<string, { value: T; at: number; ttlMs: number }>();

  constructor(ttlMs: number, max = 500) {
    this.#ttlMs = ttlMs;
    this.#max = max;
  }

  /** The value while it is fresh. */
  get(key: string, now: number): T | undefined {
    const entry = this.#entries.get(key);
    return entry && now - entry.at < entry.ttlMs ? entry.value : undefined;
  }

  /** The value at any age, for when its source is down. */
  peek(key: string): T | undefined {
    return this.#entries.get(key)?.value;
  }

  set(key: string, value: T, now: number): T {
    this.#entries.delete(key);
    this.#entries.set(key, { value, at: now, ttlMs: this.#ttlMs });
    if (this.#entries.size > this.#max) this.#entries.delete(this.#entries.keys().next().value ?? key);
    return value;
  }

  /** Shortens the value's time to live, counted from when it was read. */
  expireSoon(key: string, ttlMs: number): void {
    const entry = this.#entries.get(key);
    if (entry) entry.ttlMs = Math.min(entry.ttlMs, ttlMs);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}

/** Time that a test can push forward, so that nobody has to wait an hour for a token to expire. */
export class Clock {
  offsetMs = 0;
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  now(): number {
    return this.#now() + this.offsetMs;
  }
}

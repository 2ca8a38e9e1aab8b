/** A clock that tests can advance, so that they need not wait an hour for a token to expire. */
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

/** A clock that tests can advance, because nobody wants to wait an hour for a token to expire. */
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

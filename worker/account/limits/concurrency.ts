/** Limits how many calls run at once. The others wait, first come, first served. */
export class ConcurrencyLimit {
  readonly #max: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get isIdle(): boolean {
    return this.#running === 0;
  }

  readonly run = async <T>(call: () => Promise<T>): Promise<T> => {
    if (this.#running >= this.#max) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await call();
    } finally {
      // The waiting call gets the slot, so that no later call can use it first.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  };
}

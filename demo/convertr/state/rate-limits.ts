import type { Endpoint } from './model.ts';
import type { Limits } from './settings.ts';

/** "Rolling 5-minute window" [doc]. */
const WINDOW_MS = 300_000;

/** An exact rolling window: it stores the time of each allowed request. */
class RollingWindow {
  highest = 0;
  #times: number[] = [];
  #head = 0;

  use(now: number): number {
    while (this.#head < this.#times.length && (this.#times[this.#head] ?? 0) <= now - WINDOW_MS) this.#head += 1;
    if (this.#head > 1000 && this.#head * 2 > this.#times.length) {
      this.#times = this.#times.slice(this.#head);
      this.#head = 0;
    }
    return this.#times.length - this.#head;
  }

  add(now: number): void {
    this.#times.push(now);
    this.highest = Math.max(this.highest, this.use(now));
  }

  /** How long until its oldest request leaves the window. */
  waitMs(now: number): number {
    return Math.max(0, (this.#times[this.#head] ?? now - WINDOW_MS) + WINDOW_MS - now);
  }
}

/** Limits hold "across the Convertr platform, not to a single client endpoint" [doc], so they are shared by all. */
export class RateLimits {
  refused = 0;
  readonly #windows = { logins: new RollingWindow(), results: new RollingWindow(), requests: new RollingWindow() };

  /**
   * Counts a request, or refuses it.
   * @returns how long to wait if it is refused. Whether Convertr counts refused requests is [open]; here it doesn't.
   */
  take(endpoint: Endpoint, now: number, limits: Limits): number | undefined {
    const names: (keyof Limits)[] = ['requests'];
    if (endpoint === 'login') names.push('logins');
    if (endpoint === 'result') names.push('results');
    const full = names.filter((name) => this.#windows[name].use(now) >= limits[name]);
    if (full.length > 0) {
      this.refused += 1;
      return Math.max(...full.map((name) => this.#windows[name].waitMs(now)));
    }
    for (const name of names) this.#windows[name].add(now);
    return undefined;
  }

  use(now: number): Limits {
    const { logins, results, requests } = this.#windows;
    return { logins: logins.use(now), results: results.use(now), requests: requests.use(now) };
  }

  highest(): Limits {
    const { logins, results, requests } = this.#windows;
    return { logins: logins.highest, results: results.highest, requests: requests.highest };
  }
}

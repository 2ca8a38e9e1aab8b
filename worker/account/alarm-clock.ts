import { DAY } from './delivery/transition.ts';

/** The object's one alarm: set for whatever is due next, and never later than it was. */
export class AlarmClock {
  readonly #storage: DurableObjectStorage;
  #at: number | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** What the platform has it set to: after a restart, and when it may have lost it. */
  async read(): Promise<void> {
    this.#at = await this.#storage.getAlarm();
  }

  /** It rings: none is set any more. */
  rang(): void {
    this.#at = null;
  }

  /** True when it will ring by then. */
  ringsBy(time: number, now: number): boolean {
    return this.#at !== null && this.#at > now && this.#at <= time;
  }

  /** @param next Infinity when nothing is due. */
  set(next: number, now: number): void {
    if (next === Infinity) return;
    // Far-off times are looked at daily, so that no clock has to be right for a month.
    const at = Math.max(now + 20, Math.min(next, now + DAY));
    if (this.ringsBy(at, now)) return;
    this.#at = at;
    this.#storage.setAlarm(at).catch(() => {
      this.#at = null;
    });
  }
}

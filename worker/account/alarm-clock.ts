import { DAY } from './backoff.ts';

/** The platform may take a moment to set an alarm, and refuses times that have passed. */
const SOONEST_MS = 20;

/** The object's only alarm. It is set to the next due time, and never moved to a later one. */
export class AlarmClock {
  readonly #storage: DurableObjectStorage;
  #at: number | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Reads the platform's own value: after a restart, and when an alarm may have been lost. */
  async read(): Promise<void> {
    this.#at = await this.#storage.getAlarm();
  }

  /** The platform clears an alarm when it fires. */
  fired(): void {
    this.#at = null;
  }

  /** True when the alarm fires by `time`. */
  firesBy(time: number, now: number): boolean {
    return this.#at !== null && this.#at > now && this.#at <= time;
  }

  /** @param next Infinity when nothing is due. */
  set(next: number, now: number): void {
    if (next === Infinity) return;
    // Sets the alarm for tomorrow at the latest, so that no clock has to be right for a month.
    const at = Math.max(now + SOONEST_MS, Math.min(next, now + DAY));
    if (this.firesBy(at, now)) return;
    this.#at = at;
    this.#storage.setAlarm(at).catch(() => {
      this.#at = null;
    });
  }
}

import { HOUR } from '../backoff.ts';
import type { KeyValueStore } from '../store/key-value.ts';

const KEY = 'restarted_for';
/** The first restart may have happened before the platform had the new version at this object's location. */
const AGAIN_AFTER_MS = HOUR;

/** The versions that this one has restarted for. */
interface Restarts {
  own: string;
  callers: string[];
  /** When the first of them was recorded, in milliseconds since 1970. */
  since: number;
}

/**
 * Draining: once a Worker of another version calls, no more calls to Convertr start, so that the restart at that
 * version interrupts none.
 *
 * In a gradual deployment two versions call for hours, and the platform keeps the object at one of them. So it restarts
 * once for each other version, and again for the same one after an hour at the earliest.
 */
export class Drain {
  readonly #keyValues: KeyValueStore;
  readonly #own: string | undefined;
  #known: Restarts | undefined;
  #isOn = false;

  /** @param own the version of this object's code, or undefined if the platform has none. */
  constructor(keyValues: KeyValueStore, own: string | undefined) {
    this.#keyValues = keyValues;
    this.#own = own;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** @returns true if draining begins. */
  begin(caller: string | undefined, now: number): boolean {
    const own = this.#own;
    if (this.#isOn || own === undefined || caller === undefined || caller === own) return false;
    this.#known ??= this.#keyValues.get<Restarts>(KEY);
    const isRecent = this.#known?.own === own && now - this.#known.since < AGAIN_AFTER_MS;
    const before = isRecent && this.#known ? this.#known : { own, callers: [], since: now };
    if (before.callers.includes(caller)) return false;
    this.#known = { ...before, callers: [...before.callers, caller] };
    this.#keyValues.set(KEY, this.#known);
    this.#isOn = true;
    return true;
  }

  /** Used if the restart fails. */
  end(): void {
    this.#isOn = false;
  }
}

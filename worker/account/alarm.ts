import { logFault } from '../log.ts';
import { AlarmClock } from './alarm-clock.ts';
import { MINUTE, SECOND } from './backoff.ts';
import type { AccountContext } from './context.ts';
import type { Dispatcher } from './delivery/dispatcher.ts';
import type { Sender } from './delivery/sender.ts';
import type { Maintenance } from './operations/maintenance.ts';

/** An object that dies while it sends is woken after this. */
const WAKE_MS = 5 * SECOND;

interface Parts {
  context: AccountContext;
  dispatcher: Dispatcher;
  sender: Sender;
  maintenance: Maintenance;
}

/** What the object's alarm does, and when it fires. One is always set while there is anything to do. */
export class Alarm {
  readonly #clock: AlarmClock;
  readonly #parts: Parts;

  constructor(storage: DurableObjectStorage, parts: Parts) {
    this.#clock = new AlarmClock(storage);
    this.#parts = parts;
  }

  /** Reads when the platform's alarm fires. */
  read(): Promise<void> {
    return this.#clock.read();
  }

  /** Never throws, because the platform gives up an alarm that fails six times. No step keeps the others from running. */
  async run(): Promise<void> {
    this.#clock.fired();
    const { maintenance, dispatcher, context, sender } = this.#parts;
    guard(() => sender.settleInterrupted());
    guard(() => maintenance.run(Date.now()));
    // The webhook may be slow. Leads don't wait for it.
    const told = context.alerts.sendDue(Date.now()).catch(logFailure);
    await dispatcher.run().catch(logFailure);
    // In production the clock stands still until something is waited for, and the next alarm is set by it.
    await scheduler.wait(1);
    this.updateAlerts();
    void told.then(() => this.set());
  }

  /** A person who was told of a trouble hears soon that it is over. */
  updateAlerts(): void {
    guard(() => this.#parts.maintenance.updateAlerts(Date.now()));
    this.set();
  }

  /** Cheap, because each submission calls it: an alarm that fires within a minute is good enough. */
  ensure(): void {
    const now = Date.now();
    if (!this.#clock.firesBy(now + (this.#parts.dispatcher.isBusy ? WAKE_MS : MINUTE), now)) this.set();
  }

  set(): void {
    const now = Date.now();
    const { dispatcher, maintenance } = this.#parts;
    let next = now + MINUTE;
    guard(() => {
      next = Math.min(dispatcher.isBusy ? now + WAKE_MS : Infinity, dispatcher.nextAt(now), maintenance.nextAt(now));
    });
    this.#clock.set(next, now);
  }
}

function guard(step: () => void): void {
  try {
    step();
  } catch (error) {
    logFailure(error);
  }
}

function logFailure(error: unknown): void {
  logFault('alarm_failed', { error });
}

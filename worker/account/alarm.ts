import { logFault } from '../log.ts';
import { AlarmClock } from './alarm-clock.ts';
import { MINUTE, SECOND } from './backoff.ts';
import type { AccountContext } from './context.ts';
import type { Dispatcher } from './delivery/dispatcher.ts';
import type { Sender } from './delivery/sender.ts';
import { readCorrectedIds } from './operations/corrected-ids.ts';
import type { Maintenance } from './operations/maintenance.ts';
import type { WrongIds } from './upstream/wrong-ids.ts';
import type { Webhooks } from './webhooks/webhooks.ts';

/** The alarm wakes an object that dies while it sends after this time. */
const WAKE_MS = 5 * SECOND;

interface Parts {
  context: AccountContext;
  dispatcher: Dispatcher;
  sender: Sender;
  maintenance: Maintenance;
  wrongIds: WrongIds;
  webhooks: Webhooks;
}

/** What the object's alarm does, and when it fires. An alarm is always set while there is anything to do. */
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

  /**
   * Never throws, because the platform gives up an alarm that fails six times. A step that fails does not stop the
   * others.
   */
  async run(): Promise<void> {
    this.#clock.fired();
    const { maintenance, dispatcher, context, sender, webhooks, wrongIds } = this.#parts;
    guard(() => sender.settleInterrupted());
    await readCorrectedIds(context, wrongIds, Date.now()).catch(logFailure);
    await context.oldEmails.hashAnew().catch(logFailure);
    guard(() => maintenance.run(Date.now()));
    // The webhook may be slow. Leads don't wait for it.
    const told = context.alerts.sendDue(Date.now()).catch(logFailure);
    await dispatcher.run().catch(logFailure);
    // In production the clock only advances when something is awaited, and the next alarm is set by it.
    await scheduler.wait(1);
    guard(() => webhooks.run(Date.now()));
    this.updateAlerts();
    void told.then(() => this.set());
  }

  /** The message that a cause is over follows soon. */
  updateAlerts(): void {
    guard(() => this.#parts.maintenance.updateAlerts(Date.now()));
    this.set();
  }

  /** Each submission calls it, so it is cheap: an alarm within the next minute is good enough. */
  ensure(): void {
    const now = Date.now();
    if (!this.#clock.firesBy(now + (this.#parts.dispatcher.isBusy ? WAKE_MS : MINUTE), now)) this.set();
  }

  set(): void {
    const now = Date.now();
    const { dispatcher, maintenance, webhooks } = this.#parts;
    let next = now + MINUTE;
    guard(() => {
      const wake = dispatcher.isBusy ? now + WAKE_MS : Infinity;
      next = Math.min(wake, dispatcher.nextAt(now), maintenance.nextAt(now), webhooks.nextAt());
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

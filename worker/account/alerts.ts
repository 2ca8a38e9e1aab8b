/** Alerts a person to what only a person can fix: one message when a cause begins, and one when it is over. */
import { sendAlert } from '../alert-webhook.ts';
import { ALERT_TEXTS, type Cause } from './alert-texts.ts';
import { backoff, DAY, HOUR, type Ladder, MINUTE } from './backoff.ts';

interface AlertRow extends Record<string, SqlStorageValue> {
  cause: string;
  text: string;
  since: number;
  /** 1: an alert was sent when it began. */
  told: number;
  /** 1: it is over. */
  cleared: number;
  tries: number;
  due: number;
}

/**
 * A cause that may be over in a moment raises an alert only if it lasts. A lead that a person retries waits briefly,
 * and a full ledger has room again once leads are sent.
 */
const TELL_AFTER_MS: Partial<Record<Cause, number>> = {
  waiting: MINUTE,
  overflow_full: 5 * MINUTE,
  budget_used_up: 10 * MINUTE,
};
/**
 * Caches of different ages report a drift and its end in turns, so it is over only once every cache is newer than its
 * beginning. A database whose size changes around the limit raises one alert a day at most.
 */
const CLEAR_AFTER_MS: Partial<Record<Cause, number>> = { drift: 15 * MINUTE, nearly_full: DAY };
const RETRY_LADDER: Ladder = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR];
const GIVE_UP_TRIES = 20;

export class Alerts {
  readonly #sql: SqlStorage;
  readonly #enterprise: string;
  readonly #webhook: string | undefined;
  /** The causes that have a row, so that reporting that a cause is over costs no query. */
  readonly #known: Set<string>;
  #sending: Promise<void> | undefined;

  constructor(sql: SqlStorage, enterprise: string, webhook: string | undefined) {
    this.#sql = sql;
    this.#enterprise = enterprise;
    this.#webhook = webhook;
    const rows = sql.exec<{ cause: string }>('SELECT cause FROM alerts').toArray();
    this.#known = new Set(rows.map(({ cause }) => cause));
  }

  /** Reports whether a cause is active. `about`, such as a form's id, distinguishes alerts of one cause. */
  report(cause: Cause, isActive: boolean, now: number, about?: string): void {
    const key = about === undefined ? cause : `${cause}:${about}`;
    if (!isActive && !this.#known.has(key)) return;
    const known = this.#find(key);
    if (!isActive) {
      if (known && now - known.since >= (CLEAR_AFTER_MS[cause] ?? 0)) this.#clear(known, now);
    } else if (!known) {
      const text = `Leadwire, ${this.#enterprise}${about === undefined ? '' : `, form ${about}`}: ${ALERT_TEXTS[cause]}`;
      const due = now + (TELL_AFTER_MS[cause] ?? 0);
      this.#sql.exec('INSERT INTO alerts (cause, text, since, due) VALUES (?, ?, ?, ?)', key, text, now, due);
      this.#known.add(key);
    } else if (known.cleared) {
      this.#sql.exec('UPDATE alerts SET cleared = 0 WHERE cause = ?', key);
    }
  }

  /** A person has dealt with it, so it is over immediately. */
  end(cause: Cause, about: string, now: number): void {
    const known = this.#find(`${cause}:${about}`);
    if (known) this.#clear(known, now);
  }

  /** What a cause is, or was recently, active for. Costs no query. */
  subjects(cause: Cause): string[] {
    const prefix = `${cause}:`;
    return [...this.#known].flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
  }

  list(): { cause: string; since: string }[] {
    return this.#sql
      .exec<AlertRow>('SELECT * FROM alerts WHERE cleared = 0 ORDER BY since')
      .toArray()
      .map(({ cause, since }) => ({ cause, since: new Date(since).toISOString() }));
  }

  /** When the next message is due. Infinity when there is none, or messages are being sent. */
  dueAt(): number {
    if (this.#sending) return Infinity;
    const { due } = this.#sql
      .exec<{ due: number | null }>('SELECT MIN(due) AS due FROM alerts WHERE told = 0 OR cleared = 1')
      .one();
    return due ?? Infinity;
  }

  /** Sends the messages that are due. A webhook that fails does not make it throw. Overlapping calls share one run. */
  sendDue(now: number): Promise<void> {
    this.#sending ??= this.#sendAll(now).finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  #find(key: string): AlertRow | undefined {
    return this.#sql.exec<AlertRow>('SELECT * FROM alerts WHERE cause = ?', key).toArray()[0];
  }

  #clear({ cause, told, cleared }: AlertRow, now: number): void {
    if (!told && !this.#sending) {
      this.#sql.exec('DELETE FROM alerts WHERE cause = ?', cause);
      this.#known.delete(cause);
    } else if (!cleared) {
      this.#sql.exec('UPDATE alerts SET cleared = 1, tries = 0, due = ? WHERE cause = ?', now, cause);
    }
  }

  async #sendAll(now: number): Promise<void> {
    // No alert was sent when it began, so none is needed when it ends.
    this.#sql.exec('DELETE FROM alerts WHERE told = 0 AND cleared = 1');
    const due = this.#sql
      .exec<AlertRow>('SELECT * FROM alerts WHERE (told = 0 OR cleared = 1) AND due <= ?', now)
      .toArray();
    for (const alert of due) {
      const isOver = alert.told === 1;
      const isSent = !this.#webhook || (await sendAlert(this.#webhook, isOver ? `Over: ${alert.text}` : alert.text));
      this.#settle(alert, isSent, isOver, now);
    }
  }

  #settle({ cause, tries }: AlertRow, isSent: boolean, isOver: boolean, now: number): void {
    if (!isSent && tries < GIVE_UP_TRIES) {
      const next = now + backoff(tries + 1, Math.random(), RETRY_LADDER);
      this.#sql.exec('UPDATE alerts SET tries = tries + 1, due = ? WHERE cause = ?', next, cause);
    } else if (isOver) {
      this.#sql.exec('DELETE FROM alerts WHERE cause = ? AND cleared = 1', cause);
      // A row that still exists became active again while the message was sent.
      this.#sql.exec('UPDATE alerts SET told = 0, tries = 0, since = ?, due = ? WHERE cause = ?', now, now, cause);
    } else {
      this.#sql.exec('UPDATE alerts SET told = 1, tries = 0, due = ? WHERE cause = ?', now, cause);
    }
  }
}

/** Tells a person what only a person can mend: one message per cause, and one when it is over. */
import { backoff, MINUTE } from './delivery/transition.ts';

/** Nothing personal: each names what happened and what to do. */
const TEXTS = {
  login_denied: 'Convertr refuses the username or password. Leads are accepted and wait. Correct CONVERTR_ACCOUNTS.',
  mfa: 'Convertr asks for a code from a text message. Leads are accepted and wait. Enter the code in the console.',
  password_expired: 'Convertr says that the password has expired. Change it there and in CONVERTR_ACCOUNTS.',
  unauthorized: 'Convertr refuses new tokens. Leads wait and are tried again. Check the account at Convertr.',
  unexpected_answer:
    'Convertr answered in a way that nobody has seen. Nothing is sent until somebody looks at the held lead and retries it.',
  waiting: 'A lead has been waiting for more than 15 minutes.',
  held: 'At least one lead is held for a person. Look at it in the console: retry or discard it.',
  drift: 'A form no longer fits the fields at Convertr. Adopt the change in the console.',
  expiring: 'Undelivered leads are a week from being deleted. Deliver or discard them.',
} as const;

export type Cause = keyof typeof TEXTS;

interface AlertRow extends Record<string, SqlStorageValue> {
  cause: string;
  text: string;
  since: number;
  told: number;
  cleared: number;
  tries: number;
  due: number;
}

/** What may be over in a moment is told only if it lasts: an old lead that a person has just sent again waits, too. */
const PATIENCE_MS: Partial<Record<Cause, number>> = { waiting: MINUTE };
/** What comes and goes with copies of different age is over only once none can be older than its beginning. */
const LASTING_MS: Partial<Record<Cause, number>> = { drift: 15 * MINUTE };
const TIMEOUT_MS = 10_000;
const GIVE_UP_TRIES = 20;

export class Alerts {
  readonly #sql: SqlStorage;
  readonly #enterprise: string;
  readonly #webhook: string | undefined;
  /** Causes that have a row, so that what doesn't hold and never did costs nothing. */
  readonly #known: Set<string>;
  #telling: Promise<void> | undefined;

  constructor(sql: SqlStorage, enterprise: string, webhook?: string) {
    this.#sql = sql;
    this.#enterprise = enterprise;
    this.#webhook = webhook;
    const rows = sql.exec<{ cause: string }>('SELECT cause FROM alerts').toArray();
    this.#known = new Set(rows.map(({ cause }) => cause));
  }

  /** Says whether a cause holds. `about` tells several of a kind apart: a form's id. */
  hold(cause: Cause, holds: boolean, now: number, about?: string): void {
    const key = about === undefined ? cause : `${cause}:${about}`;
    if (!holds && !this.#known.has(key)) return;
    const known = this.#sql.exec<AlertRow>('SELECT * FROM alerts WHERE cause = ?', key).toArray()[0];
    if (!holds) {
      if (known && now - known.since >= (LASTING_MS[cause] ?? 0)) this.#release(known, now);
    } else if (!known) {
      const text = `Leadwire, ${this.#enterprise}${about === undefined ? '' : `, form ${about}`}: ${TEXTS[cause]}`;
      const due = now + (PATIENCE_MS[cause] ?? 0);
      this.#sql.exec('INSERT INTO alerts (cause, text, since, due) VALUES (?, ?, ?, ?)', key, text, now, due);
      this.#known.add(key);
    } else if (known.cleared) {
      this.#sql.exec('UPDATE alerts SET cleared = 0 WHERE cause = ?', key);
    }
  }

  /** A person has seen to it: over, however short it lasted. */
  end(cause: Cause, about: string, now: number): void {
    const key = `${cause}:${about}`;
    const known = this.#sql.exec<AlertRow>('SELECT * FROM alerts WHERE cause = ?', key).toArray()[0];
    if (known) this.#release(known, now);
  }

  #release({ cause, told, cleared }: AlertRow, now: number): void {
    if (!told && !this.#telling) {
      this.#sql.exec('DELETE FROM alerts WHERE cause = ?', cause);
      this.#known.delete(cause);
    } else if (!cleared) {
      this.#sql.exec('UPDATE alerts SET cleared = 1, tries = 0, due = ? WHERE cause = ?', now, cause);
    }
  }

  list(): { cause: string; since: string }[] {
    return this.#sql
      .exec<AlertRow>('SELECT * FROM alerts WHERE cleared = 0 ORDER BY since')
      .toArray()
      .map(({ cause, since }) => ({ cause, since: new Date(since).toISOString() }));
  }

  /** When there is something to tell next; Infinity when there isn't, or it is being told. */
  dueAt(): number {
    if (this.#telling) return Infinity;
    const { due } = this.#sql
      .exec<{ due: number | null }>('SELECT MIN(due) AS due FROM alerts WHERE told = 0 OR cleared = 1')
      .one();
    return due ?? Infinity;
  }

  /** Sends what is due. Never throws, and never runs twice at once. */
  tell(now: number): Promise<void> {
    this.#telling ??= this.#tellAll(now).finally(() => {
      this.#telling = undefined;
    });
    return this.#telling;
  }

  async #tellAll(now: number): Promise<void> {
    // What was over before anybody heard of it is no news.
    this.#sql.exec('DELETE FROM alerts WHERE told = 0 AND cleared = 1');
    const due = this.#sql
      .exec<AlertRow>('SELECT * FROM alerts WHERE (told = 0 OR cleared = 1) AND due <= ?', now)
      .toArray();
    for (const alert of due) {
      const over = alert.told === 1;
      const sent = await this.#send(over ? `Over: ${alert.text}` : alert.text);
      if (!sent && alert.tries < GIVE_UP_TRIES) {
        const next = now + backoff(alert.tries + 1, Math.random(), [MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE]);
        this.#sql.exec('UPDATE alerts SET tries = tries + 1, due = ? WHERE cause = ?', next, alert.cause);
      } else if (over) {
        this.#sql.exec('DELETE FROM alerts WHERE cause = ? AND cleared = 1', alert.cause);
        // It has come back while its end was being told.
        this.#sql.exec(
          'UPDATE alerts SET told = 0, tries = 0, since = ?, due = ? WHERE cause = ?',
          now,
          now,
          alert.cause,
        );
      } else this.#sql.exec('UPDATE alerts SET told = 1, tries = 0, due = ? WHERE cause = ?', now, alert.cause);
    }
  }

  async #send(text: string): Promise<boolean> {
    if (!this.#webhook) return true;
    // Not `AbortSignal.timeout`: it would keep the object awake to its end.
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
    try {
      const response = await fetch(this.#webhook, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
        redirect: 'manual',
        signal: controller.signal,
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Webhook messages to send. They are written in the same transaction as the change of the lead. */
import type { WebhookReport } from '../../account-api.ts';
import type { WebhookEvent, WebhookTarget } from '../../webhooks/target.ts';
import type { Row } from './lead-row.ts';
import { describeLead, eventOf } from './webhook-events.ts';

export const WEBHOOKS_SCHEMA = `
  CREATE TABLE webhook_targets (form TEXT PRIMARY KEY, targets TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT, message TEXT NOT NULL UNIQUE, lead INTEGER NOT NULL, url TEXT NOT NULL,
    type TEXT NOT NULL, data TEXT NOT NULL, with_answers INTEGER NOT NULL, at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, due INTEGER, arrived INTEGER
  );
  CREATE INDEX webhooks_due ON webhooks (due) WHERE due IS NOT NULL;
  CREATE INDEX webhooks_of_url ON webhooks (url, due) WHERE due IS NOT NULL;
  CREATE INDEX webhooks_failed ON webhooks (id) WHERE due IS NULL AND arrived IS NULL;
  CREATE INDEX webhooks_of_lead ON webhooks (lead);
  CREATE TABLE webhook_tries (webhook INTEGER NOT NULL, at INTEGER NOT NULL, status INTEGER, duration_ms INTEGER NOT NULL);
  CREATE INDEX tries_of_webhook ON webhook_tries (webhook);
`;

/** A message to one receiver. Times are milliseconds since 1970. */
export type WebhookRow = {
  id: number;
  /** The `webhook-id`, the same for all attempts. */
  message: string;
  lead: number;
  url: string;
  type: WebhookEvent;
  /** JSON without personal data. */
  data: string;
  with_answers: number;
  at: number;
  /** Failed attempts since the event, or since a person sent it again. */
  tries: number;
  /** Null: not sent again automatically. */
  due: number | null;
  /** When the receiver accepted it. */
  arrived: number | null;
};

export type WebhookTry = { at: number; status: number | null; duration_ms: number };

export class WebhookOutbox {
  readonly #sql: SqlStorage;
  /** By form, so that a lead of a form without receivers costs nothing. */
  readonly #targets: Map<string, WebhookTarget[]>;
  /** Called when there is something new to send. */
  onRecorded: () => void = () => undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const rows = sql.exec<{ form: string; targets: string }>('SELECT * FROM webhook_targets').toArray();
    this.#targets = new Map(rows.map(({ form, targets }) => [form, JSON.parse(targets) as WebhookTarget[]]));
  }

  /** Sets a form's receivers from now on. */
  configure(form: string, targets: WebhookTarget[]): void {
    const [before, after] = [this.#targets.get(form) ?? [], targets].map((list) => JSON.stringify(list));
    if (before === after) return;
    this.#sql.exec('DELETE FROM webhook_targets WHERE form = ?', form);
    if (targets.length === 0) {
      this.#targets.delete(form);
      return;
    }
    this.#targets.set(form, targets);
    this.#sql.exec('INSERT INTO webhook_targets (form, targets) VALUES (?, ?)', form, after);
  }

  /** @param before undefined for a new lead. */
  record(before: Row | undefined, after: Row, now: number): void {
    const targets = this.#targets.get(after.form);
    const type = targets && eventOf(before, after);
    if (!type) return;
    const data = JSON.stringify(describeLead(after));
    for (const { url, events, answers } of targets) {
      if (events && !events.includes(type)) continue;
      this.#sql.exec(
        'INSERT INTO webhooks (message, lead, url, type, data, with_answers, at, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        `msg_${crypto.randomUUID()}`,
        after.id,
        url,
        type,
        data,
        answers ? 1 : 0,
        now,
        now,
      );
      this.onRecorded();
    }
  }

  /** The receivers with waiting messages, due now or later. */
  waitingUrls(): string[] {
    return this.#sql
      .exec<{ url: string }>('SELECT DISTINCT url FROM webhooks WHERE due IS NOT NULL')
      .toArray()
      .map(({ url }) => url);
  }

  nextFor(url: string, now: number): WebhookRow | undefined {
    return this.#sql
      .exec<WebhookRow>('SELECT * FROM webhooks WHERE url = ? AND due <= ? ORDER BY due, id LIMIT 1', url, now)
      .toArray()[0];
  }

  nextAt(): number {
    return this.#sql.exec<{ due: number | null }>('SELECT MIN(due) AS due FROM webhooks').one().due ?? Infinity;
  }

  postpone({ id }: Pick<WebhookRow, 'id'>, due: number | null): void {
    this.#sql.exec('UPDATE webhooks SET due = ? WHERE id = ?', due, id);
  }

  /** @param due time of the next attempt, or null if there is none. */
  settle({ id }: WebhookRow, { at, status, duration_ms }: WebhookTry, hasArrived: boolean, due: number | null): void {
    // The lead may have been deleted meanwhile, and its messages with it.
    this.#sql.exec(
      `INSERT INTO webhook_tries (webhook, at, status, duration_ms)
       SELECT id, ?, ?, ? FROM webhooks WHERE id = ?`,
      at,
      status,
      duration_ms,
      id,
    );
    if (hasArrived) this.#sql.exec('UPDATE webhooks SET arrived = ?, due = NULL WHERE id = ?', at, id);
    else this.#sql.exec('UPDATE webhooks SET tries = tries + 1, due = ? WHERE id = ?', due, id);
  }

  /** @returns false if the lead has no such message. */
  sendAgain(lead: number, message: string, now: number): boolean {
    const { rowsWritten } = this.#sql.exec(
      'UPDATE webhooks SET due = ?, tries = 0 WHERE lead = ? AND message = ?',
      now,
      lead,
      message,
    );
    if (rowsWritten > 0) this.onRecorded();
    return rowsWritten > 0;
  }

  /** A lead's messages with every attempt, oldest first. */
  list(lead: number): WebhookReport[] {
    return this.#sql
      .exec<WebhookRow>('SELECT * FROM webhooks WHERE lead = ? ORDER BY id', lead)
      .toArray()
      .map(({ id, message, type, url, at, due, arrived }) => ({
        message,
        type,
        url,
        at: iso(at),
        state: arrived !== null ? 'arrived' : due !== null ? 'waiting' : 'failed',
        nextAt: due === null ? null : iso(due),
        tries: this.#sql
          .exec<WebhookTry>('SELECT at, status, duration_ms FROM webhook_tries WHERE webhook = ?', id)
          .toArray()
          .map(({ at, status, duration_ms }) => ({ at: iso(at), status, durationMs: duration_ms })),
      }));
  }

  /**
   * Whether a message has failed for good whose receiver the form still has. Failures of other receivers don't matter.
   */
  hasFailed(): boolean {
    const given = this.#sql.exec(
      `SELECT 1 FROM webhooks JOIN leads ON leads.id = webhooks.lead
         JOIN webhook_targets ON webhook_targets.form = leads.form, json_each(webhook_targets.targets) AS target
       WHERE webhooks.due IS NULL AND webhooks.arrived IS NULL AND target.value ->> 'url' = webhooks.url LIMIT 1`,
    );
    return given.toArray().length > 0;
  }

  /** Deletes the messages of a deleted lead. */
  delete(lead: number): void {
    this.#sql.exec('DELETE FROM webhook_tries WHERE webhook IN (SELECT id FROM webhooks WHERE lead = ?)', lead);
    this.#sql.exec('DELETE FROM webhooks WHERE lead = ?', lead);
  }
}

const iso = (time: number): string => new Date(time).toISOString();

import { ANSWERS_SCHEMA } from './answer-store.ts';
import { FIGURES_SCHEMA } from './figures/figures-schema.ts';
import { FORM_REVISIONS_SCHEMA } from './form-revisions.ts';
import { WEBHOOKS_SCHEMA } from './webhook-outbox.ts';

/** Each entry migrates the database by one version. Never change one that has shipped. Add another. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE leads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    form TEXT NOT NULL,
    submission TEXT NOT NULL,
    campaign INTEGER NOT NULL,
    convertr_form INTEGER NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    verdict TEXT,
    lead_id INTEGER,
    channel TEXT NOT NULL,
    link_id INTEGER,
    flags TEXT NOT NULL,
    on_unknown TEXT NOT NULL,
    min_gap_ms INTEGER NOT NULL,
    possible_duplicate INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    unknowns INTEGER NOT NULL DEFAULT 0,
    polls INTEGER NOT NULL DEFAULT 0,
    lease INTEGER,
    lane INTEGER,
    due INTEGER,
    poll_due INTEGER,
    tidy_due INTEGER,
    replied TEXT,
    fingerprint TEXT NOT NULL,
    sealed BLOB,
    reasons BLOB,
    day TEXT NOT NULL,
    received INTEGER NOT NULL,
    delivered INTEGER,
    updated INTEGER NOT NULL,
    UNIQUE (submission, form)
  );
  CREATE INDEX leads_ready ON leads (lane, form, due) WHERE lane IS NOT NULL;
  CREATE INDEX leads_undelivered ON leads (status, id) WHERE status <> 'delivered';
  CREATE INDEX leads_closed ON leads (campaign, id) WHERE reason = 'campaign_closed';
  CREATE INDEX leads_duplicates ON leads (id) WHERE possible_duplicate = 1;
  CREATE INDEX leads_poll ON leads (poll_due) WHERE poll_due IS NOT NULL;
  CREATE INDEX leads_tidy ON leads (tidy_due);
  CREATE TABLE history (lead INTEGER NOT NULL, at INTEGER NOT NULL, from_status TEXT, to_status TEXT NOT NULL, why TEXT NOT NULL);
  CREATE INDEX history_of_lead ON history (lead);
  CREATE TABLE emails (hash TEXT NOT NULL, lead INTEGER NOT NULL, PRIMARY KEY (hash, lead)) WITHOUT ROWID;
  CREATE INDEX emails_of_lead ON emails (lead);
  CREATE TABLE counters (
    day TEXT NOT NULL, form TEXT NOT NULL, channel TEXT NOT NULL, status TEXT NOT NULL, verdict TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (day, form, channel, status, verdict)
  ) WITHOUT ROWID;
  CREATE TABLE totals (status TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE spend (second INTEGER PRIMARY KEY, requests INTEGER NOT NULL, results INTEGER NOT NULL, logins INTEGER NOT NULL);
  CREATE TABLE campaigns (id INTEGER PRIMARY KEY, facts TEXT, closed TEXT, closed_until INTEGER, last_sent INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE alerts (
    cause TEXT PRIMARY KEY, text TEXT NOT NULL, since INTEGER NOT NULL, told INTEGER NOT NULL DEFAULT 0,
    cleared INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL
  );
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  `,
  `
  ALTER TABLE leads ADD COLUMN first_sent INTEGER;
  ALTER TABLE leads ADD COLUMN backoffs INTEGER NOT NULL DEFAULT 0;
  DROP INDEX leads_ready;
  CREATE INDEX leads_ready ON leads (lane, campaign, form, due) WHERE lane IS NOT NULL;
  `,
  `
  CREATE INDEX leads_number ON leads (lead_id) WHERE lead_id IS NOT NULL;
  `,
  `
  DROP INDEX leads_poll;
  CREATE INDEX leads_poll ON leads (verdict, poll_due) WHERE poll_due IS NOT NULL;
  `,
  // The columns `sealed` and `reasons` stay, because dropping one would rewrite a large ledger while the object starts.
  `
  ${ANSWERS_SCHEMA}
  ALTER TABLE leads ADD COLUMN answers_id INTEGER;
  ALTER TABLE leads ADD COLUMN reasons_id INTEGER;
  ALTER TABLE leads ADD COLUMN counted_channel TEXT;
  DELETE FROM counters WHERE status = 'quarantined';
  `,
  WEBHOOKS_SCHEMA,
  FORM_REVISIONS_SCHEMA,
  `
  ALTER TABLE history ADD COLUMN by_whom TEXT;
  `,
  FIGURES_SCHEMA,
];

/** Migrates the database to the newest version, before anything else uses it. */
export function migrate(sql: SqlStorage): void {
  sql.exec('CREATE TABLE IF NOT EXISTS versions (version INTEGER PRIMARY KEY)');
  const { version } = sql.exec<{ version: number }>('SELECT COALESCE(MAX(version), 0) AS version FROM versions').one();
  for (const [index, migration] of MIGRATIONS.entries()) {
    if (index < version) continue;
    sql.exec(migration);
    sql.exec('INSERT INTO versions (version) VALUES (?)', index + 1);
  }
}

/**
 * Figures for reports beyond `counters`. A lead's row has numbers for texts, not the texts. Earlier leads have no
 * `source_id`, and are counted without source, link and reason.
 */
export const FIGURES_SCHEMA = `
  CREATE TABLE sources (
    day TEXT NOT NULL, form TEXT NOT NULL, id INTEGER NOT NULL,
    page TEXT NOT NULL, utm_source TEXT NOT NULL, utm_campaign TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (day, form, id)
  ) WITHOUT ROWID;
  CREATE TABLE reason_names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE source_counters (
    day TEXT NOT NULL, form TEXT NOT NULL, source INTEGER NOT NULL, link INTEGER NOT NULL, channel TEXT NOT NULL,
    status TEXT NOT NULL, verdict TEXT NOT NULL, reason INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (day, form, source, link, channel, status, verdict, reason)
  ) WITHOUT ROWID;
  INSERT INTO source_counters SELECT day, form, 0, 0, channel, status, verdict, 0, n FROM counters;
  ALTER TABLE leads ADD COLUMN source_id INTEGER;
  ALTER TABLE leads ADD COLUMN source_text TEXT;
  ALTER TABLE leads ADD COLUMN reason_id INTEGER;
`;

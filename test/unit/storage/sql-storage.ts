/// <reference types="node" />
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** SQLite in a file, under the interface that an object's storage has. */
export function openSqlStorage(path: string): { sql: SqlStorage; close: () => void } {
  const db = new DatabaseSync(path);
  // Tests end before a power failure could matter.
  db.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY');
  const exec = (query: string, ...values: unknown[]) => {
    if (values.length === 0 && query.includes(';')) {
      db.exec(query);
      return { toArray: () => [], one: () => ({}) };
    }
    const bound = values.map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value));
    const rows = db.prepare(query).all(...(bound as SQLInputValue[]));
    return { toArray: () => rows, one: () => rows[0] };
  };
  return { sql: { exec } as unknown as SqlStorage, close: () => db.close() };
}

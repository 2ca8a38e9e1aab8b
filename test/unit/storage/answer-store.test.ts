/// <reference types="node" />
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ANSWERS_SCHEMA, AnswerStore } from '../../../worker/account/store/answer-store.ts';
import { openSqlStorage } from './sql-storage.ts';

const LEADS = 3000;
const KEPT_AT_ONCE = 700;

/** Which answers go next, of those that are still there. */
const ORDERS: [string, (ids: number[], n: number) => number | undefined][] = [
  ['oldest first', (ids) => ids[0]],
  ['in any order', (ids, n) => ids[(n * 7919) % ids.length]],
  ['oldest first but for one in ten', (ids) => ids.find((id) => id % 10 !== 0)],
  ['newest first', (ids) => ids.at(-1)],
];

/** Eight bytes that say whose they are, over and over. */
const createSealed = (id: number, length: number): ArrayBuffer =>
  new TextEncoder().encode(`~L${String(id).padStart(6, '0')}`.repeat(length)).buffer as ArrayBuffer;

const findIds = (file: string): Set<number> => new Set([...file.matchAll(/~L(\d{6})/g)].map(([, id]) => Number(id)));

test.each(ORDERS)('no deleted answers are left in the database’s file: %s', (_, choose) => {
  const folder = mkdtempSync(join(tmpdir(), 'leadwire-answers-'));
  const path = join(folder, 'answers.sqlite');
  const { sql, close } = openSqlStorage(path);
  sql.exec(ANSWERS_SCHEMA);
  const store = new AnswerStore(sql);
  const kept = new Set<number>();
  for (let n = 1; n <= LEADS; n++) {
    const added = store.nextId();
    // One in fifty is longer than a page.
    store.add(added, createSealed(added, n % 50 === 0 ? 1100 : 40 + (n % 90)));
    kept.add(added);
    if (kept.size <= KEPT_AT_ONCE) continue;
    const next = choose([...kept], n) ?? added;
    kept.delete(next);
    store.overwrite(next);
    if (n % 100 === 0) store.sweep();
  }
  close();
  const file = readFileSync(path, 'latin1');
  rmSync(folder, { recursive: true });
  expect(findIds(file)).toEqual(kept);
});

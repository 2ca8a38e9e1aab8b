import { copyFileSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';

let leadwire: Leadwire;

beforeAll(async () => {
  leadwire = await startLeadwire({ vars: { RETAIN_ANSWERS_DAYS: '0', ANSWER_WITHIN_MS: '200' } });
});

afterAll(() => leadwire?.stop());

/** The database of the account's object. */
function findDatabase(): string {
  const [file, ...others] = globSync('state/**/*Account/*.sqlite', {
    cwd: leadwire.stateDir,
    exclude: ['**/metadata.sqlite'],
  });
  expect(others).toEqual([]);
  return join(leadwire.stateDir, file ?? 'none');
}

const parts = () => ['', '-wal'].map((suffix) => findDatabase() + suffix).filter((file) => existsSync(file));

/** What the database holds for a submission, byte for byte. */
function readSealed(submission: string, column: 'answers_id' | 'reasons_id'): Buffer {
  const copy = mkdtempSync(join(tmpdir(), 'leadwire-copy-'));
  for (const file of parts()) copyFileSync(file, join(copy, basename(file)));
  const db = new DatabaseSync(join(copy, basename(findDatabase())));
  const row = db
    .prepare(`SELECT answers.sealed FROM leads JOIN answers ON answers.id = ${column} WHERE submission = ?`)
    .get(submission) as { sealed: Uint8Array };
  db.close();
  rmSync(copy, { recursive: true });
  return Buffer.from(row.sealed);
}

const PIECE = 8;

/** How many pieces of it are anywhere in the object's files. */
function countPieces(sealed: Buffer[]): number {
  const files = parts().map((file) => readFileSync(file));
  const pieces = sealed.flatMap((bytes) =>
    Array.from({ length: Math.floor(bytes.length / PIECE) }, (_, n) => bytes.subarray(n * PIECE, (n + 1) * PIECE)),
  );
  return pieces.filter((piece) => files.some((file) => file.includes(piece))).length;
}

async function submitHeld(): Promise<{ submission: string; email: string }> {
  const [submission, email] = [crypto.randomUUID(), `${crypto.randomUUID()}@example.com`];
  const answers = { 'form[firstName]': 'Ada', 'form[lastName]': 'Byron', 'form[email]': email };
  const response = await fetch(`${leadwire.workerUrl}/v1/forms/acme-report/leads`, {
    method: 'POST',
    headers: { accept: 'application/json', origin: leadwire.workerUrl },
    body: new URLSearchParams({ ...answers, submission }),
  });
  expect(response.status).toBe(202);
  await vi.waitFor(async () => expect(await statusOf(submission)).toBe('held'), 10_000);
  return { submission, email };
}

const lead = async (submission: string) =>
  (await (await leadwire.admin(`leads/acme/${submission}`)).json()) as { status: string; answers: unknown };
const statusOf = async (submission: string) => (await lead(submission)).status;
const post = (path: string, body: unknown) => leadwire.admin(path, { method: 'POST', body: JSON.stringify(body) });

/** An object that is put to sleep closes its database, whose log ends in its file. */
const untilAsleep = () => vi.waitFor(() => expect(parts()).toHaveLength(1), { timeout: 40_000, interval: 200 });

test('no sealed byte of answers that went is left in the files of the object', async () => {
  const faults = (list: unknown[]) =>
    fetch(`${leadwire.convertrUrl}/_control/faults`, { method: 'POST', body: JSON.stringify(list) });
  await faults([{ on: 'leads', kind: 'status', status: 422 }]);
  const [erased, discarded, delivered, kept] = [
    await submitHeld(),
    await submitHeld(),
    await submitHeld(),
    await submitHeld(),
  ];
  const gone = [erased, discarded, delivered].map(({ submission }) => readSealed(submission, 'answers_id'));
  // Convertr's words go at once for an erased lead, and after a month for the others.
  gone.push(readSealed(erased.submission, 'reasons_id'));
  const stays = [readSealed(kept.submission, 'answers_id')];

  expect((await post('erase', { email: erased.email })).status).toBe(200);
  expect((await post(`leads/acme/${discarded.submission}/discard`, {})).status).toBe(200);
  await faults([]);
  expect((await post(`leads/acme/${delivered.submission}/retry`, {})).status).toBe(200);
  await vi.waitFor(async () => expect(await lead(delivered.submission)).toMatchObject({ answers: null }), 10_000);
  // Three weeks pass for the discarded one.
  const db = new DatabaseSync(findDatabase());
  db.prepare('UPDATE leads SET tidy_due = 1 WHERE submission = ?').run(discarded.submission);
  db.close();
  await vi.waitFor(async () => {
    await leadwire.admin('accounts');
    expect(await lead(discarded.submission)).toMatchObject({ answers: null });
  }, 10_000);

  await untilAsleep();
  expect(countPieces(gone)).toBe(0);
  expect(countPieces(stays)).toBeGreaterThan(20);
});

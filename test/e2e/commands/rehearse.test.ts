/** `npm run rehearse` against a Worker over real HTTP. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Leadwire, startLeadwire } from '../../support/leadwire.ts';

const script = join(import.meta.dirname, '../../../worker/cli/rehearse/rehearse.ts');
let leadwire: Leadwire;

beforeAll(async () => {
  leadwire = await startLeadwire();
});
afterAll(() => leadwire.stop());

const rehearse = (...args: string[]) =>
  new Promise<{ code: number; said: string; complained: string }>((resolve) => {
    execFile(process.execPath, [script, ...args], (error, said, complained) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said, complained }),
    );
  });

describe('a rehearsal', () => {
  test('looks without leaving a trace', async () => {
    const { code, said } = await rehearse(leadwire.workerUrl, '--form', 'acme-report');
    expect(said).toMatch(/^good {3}Health: It can store leads/m);
    expect(said).toMatch(/^note {3}Script: \d+ bytes/m);
    expect(said).toMatch(/^good {3}Script again: 304, 0 bytes/m);
    expect(said).toMatch(/^good {3}Admin API: 401/m);
    expect(said).toMatch(/^good {3}Form: 200/m);
    expect(said).toMatch(/^note {3}Object: \d+ ms median/m);
    expect(said).not.toContain('to do');
    expect(code).toBe(0);
    expect(await leadwire.leads()).toEqual([]);
    const { leads } = (await (await leadwire.admin('leads?enterprise=acme')).json()) as { leads: unknown[] };
    expect(leads).toEqual([]);
  });

  test('sends the given number of leads, and shows the answers', async () => {
    const given = ['--form', 'acme-report', '--send', '3', '--every', '0'];
    const { code, said } = await rehearse(leadwire.workerUrl, ...given);
    expect(said).toMatch(/^good {3}Leads: (\d × 20[12](, )?)+; 201 and 202 are stored/m);
    expect(code).toBe(0);
    const { leads } = (await (await leadwire.admin('leads?enterprise=acme')).json()) as { leads: unknown[] };
    expect(leads).toHaveLength(3);
  });

  test('sends nothing without the form’s id, and explains which part of the command is wrong', async () => {
    expect(await rehearse(leadwire.workerUrl, '--send', '3')).toMatchObject({ code: 1, said: '' });
    expect((await rehearse('leads.example.com')).complained).toContain('npm run rehearse -- https://');
    expect((await rehearse(leadwire.workerUrl, '--sned')).complained).toContain("'--sned'");
  });

  test('has something to do when nothing answers', async () => {
    const { code, said } = await rehearse('http://127.0.0.1:9');
    expect(code).toBe(1);
    expect(said).toMatch(/^to do {2}No answer/m);
  });
});

import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '../../../demo/local/ports.ts';
import { startNode, waitForAnswer } from '../../../demo/local/process.ts';
import { ADA, createClient, startSimulator } from './support.ts';

const root = join(import.meta.dirname, '../../..');

function makeStateFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'convertr-state-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'state.jsonl');
}

test('keeps leads, ids, tokens, settings, campaigns and its clock over a restart', async () => {
  const stateFile = makeStateFile();
  const first = await startSimulator({ stateFile });
  const token = await first.token();
  await first.campaign('acme/1234', { cap: 2 });
  await first.set('settings', { verdictDelayMs: 0 });
  await first.set('clock', { advanceMs: 5000 });
  await first.lead(token, ADA);
  const [before, { clockOffsetMs }] = [await first.leads(), await first.state()];
  await first.close();

  const second = await startSimulator({ stateFile });
  expect(await second.leads()).toEqual(before);
  expect(await second.state()).toMatchObject({ clockOffsetMs, settings: { verdictDelayMs: 0 }, tokens: 1 });
  const response = await second.lead(token, ADA);
  expect((await response.json()).data).toBe((before[0]?.id ?? 0) + 1);
  expect((await second.lead(token, ADA)).status).toBe(403);
  // The duplicate is known from before.
  expect((await second.leads()).map(({ verdict }) => verdict)).toEqual(['valid', 'invalid']);
});

test('keeps users and changed verdicts over a restart', async () => {
  const stateFile = makeStateFile();
  const first = await startSimulator({ stateFile });
  const { data } = await (await first.lead(await first.token(), ADA)).json();
  await first.set('verdicts', { leads: [data], verdict: 'invalid' });
  await first.user('acme', { password: 'new-horse', passwordExpired: true });
  await first.login('acme', { password: 'wrong' });
  const before = (await first.state()).users;
  await first.close();
  const second = await startSimulator({ stateFile });
  expect((await second.state()).users.acme).toEqual(before.acme);
  expect((await second.leads())[0]?.verdict).toBe('invalid');
  expect((await second.login('acme', { password: 'new-horse' })).status).toBe(200);
});

test('forgets on disk too when it is reset', async () => {
  const stateFile = makeStateFile();
  const first = await startSimulator({ stateFile });
  await first.lead(await first.token(), ADA);
  await first.set('reset', {});
  await first.close();
  const second = await startSimulator({ stateFile });
  expect(await second.leads()).toEqual([]);
  expect((await second.state()).tokens).toBe(0);
});

test('drops a line that was cut off, and continues after the last whole one', async () => {
  const stateFile = makeStateFile();
  const first = await startSimulator({ stateFile });
  const token = await first.token();
  await first.lead(token, ADA);
  await first.close();
  appendFileSync(stateFile, '{"kind":"lead","lead":{"id":9');
  const second = await startSimulator({ stateFile });
  await second.lead(token, ADA);
  await second.close();
  const third = await startSimulator({ stateFile });
  expect(await third.leads()).toHaveLength(2);
});

test('has every lead that it answered for after a kill', async () => {
  const [port, stateFile] = [await findFreePort(), makeStateFile()];
  const url = `http://127.0.0.1:${port}`;
  const env = { CONVERTR_PORT: String(port), CONVERTR_STATE: stateFile };
  const start = async () => {
    const program = startNode(join(root, 'demo/convertr/main.ts'), [], { cwd: root, env });
    onTestFinished(() => program.stop('SIGKILL'));
    await waitForAnswer(`${url}/_control/state`, program);
    return program;
  };
  const client = createClient(url);
  const program = await start();
  const token = await client.token();
  const confirmed: number[] = [];
  const sendUntilItFails = async () => {
    for (;;) confirmed.push((await (await client.lead(token, ADA)).json()).data);
  };
  const failure = expect(sendUntilItFails()).rejects.toThrow();
  await expect.poll(() => confirmed.length).toBeGreaterThan(20);
  await program.stop('SIGKILL');
  await failure;

  const again = await start();
  const kept = new Set((await client.leads()).map(({ id }) => id));
  expect(confirmed.filter((id) => !kept.has(id))).toEqual([]);
  await again.stop('SIGTERM');
  expect(await again.ended).toBe(0);
});

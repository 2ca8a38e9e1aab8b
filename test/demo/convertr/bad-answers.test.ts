import { get } from 'node:http';
import { expect, test } from 'vitest';
import type { Fault } from '../../../demo/convertr/faults/faults.ts';
import { ADA, bearer, startSimulator } from './support.ts';

const LINKS = '/api/v2.4/publisher/links/1234';

async function startFaulty(fault: Fault) {
  const sim = await startSimulator();
  const token = await sim.token();
  await sim.set('faults', [fault]);
  return { sim, token, send: () => sim.lead(token, ADA), links: () => sim.get(LINKS, token) };
}

/** How many bytes came over the wire, which `fetch` would unpack. */
const getRaw = (url: string, token: string): Promise<{ size: number; encoding: string | undefined }> =>
  new Promise((resolve, reject) => {
    get(url, { headers: bearer(token) }, (response) => {
      let size = 0;
      response.on('data', (chunk: Buffer) => (size += chunk.length));
      response.on('end', () => resolve({ size, encoding: response.headers['content-encoding'] }));
      response.on('error', reject);
    });
  });

test('precedes the answer with the given number of bytes, and stores the lead', async () => {
  const { sim, send } = await startFaulty({ on: 'leads', kind: 'gigantic', bytes: 3_000_000 });
  const response = await send();
  const text = await response.text();
  expect([response.status, text.length]).toEqual([201, 3_000_000]);
  expect(text.slice(0, 1000).trim()).toBe('');
  expect(JSON.parse(text).data).toBe((await sim.leads())[0]?.id);
});

test('sends more than a Worker’s memory, as fast as the client reads', async () => {
  const { sim, token } = await startFaulty({ on: 'links', kind: 'gigantic' });
  expect((await getRaw(sim.url + LINKS, token)).size).toBe(268_435_456);
});

test('continues an endless answer until the client hangs up', async () => {
  const { sim, send } = await startFaulty({ on: 'leads', kind: 'endless', ms: 1 });
  const response = await send();
  expect(response.status).toBe(201);
  const reader = response.body?.getReader();
  let size = 0;
  while (reader && size < 200_000) size += (await reader.read()).value?.length ?? 0;
  await reader?.cancel();
  expect(await sim.leads()).toHaveLength(1);
});

test('cuts an endless answer after the given number of bytes', async () => {
  const { links } = await startFaulty({ on: 'links', kind: 'endless', ms: 0, bytes: 40_000 });
  await expect((await links()).text()).rejects.toThrow();
});

test('packs a gigantic answer into a small one', async () => {
  const { sim, send, token } = await startFaulty({ on: 'any', kind: 'gzip_bomb', bytes: 20_000_000 });
  const response = await send();
  expect(response.headers.get('content-encoding')).toBe('gzip');
  const text = await response.text();
  expect(text.length).toBe(20_000_000);
  expect(JSON.parse(text).data).toBe((await sim.leads())[0]?.id);
  const { size, encoding } = await getRaw(sim.url + LINKS, token);
  expect(encoding).toBe('gzip');
  expect(size).toBeLessThan(100_000);
});

test('calls an answer compressed that is not', async () => {
  const { sim, send } = await startFaulty({ on: 'leads', kind: 'broken_gzip' });
  await expect(send().then((response) => response.text())).rejects.toThrow();
  expect(await sim.leads()).toHaveLength(1);
});

test('answers every value as another type', async () => {
  const { sim, send, links } = await startFaulty({ on: 'any', kind: 'mistyped' });
  const created = await (await send()).json();
  expect(created).toMatchObject({ data: String((await sim.leads())[0]?.id), message: [expect.any(String)] });
  expect(await (await links()).json()).toMatchObject({ 1: { id: '25', channel: ['Email'] }, 3: { id: '30' } });
  const login = await (await sim.login()).json<Record<string, unknown>>();
  expect(login).toMatchObject({ access_token: [expect.any(String)], expires_in: '3600', scope: [] });
});

test('answers what is no JSON as a list', async () => {
  const { sim, send, token } = await startFaulty({ on: 'result', kind: 'mistyped' });
  const { data } = await (await send()).json();
  const result = await sim.get(`/api/v2.1/publisher/12/lead-result/${data}`, token);
  expect([result.status, await result.json()]).toEqual([202, ['The lead has not been processed yet.']]);
});

test('sends the answer under a content type that it is not', async () => {
  const { sim, send } = await startFaulty({ on: 'leads', kind: 'wrong_type' });
  const response = await send();
  expect([response.status, response.headers.get('content-type')]).toEqual([201, 'application/octet-stream']);
  expect((await response.json()).data).toBe((await sim.leads())[0]?.id);
  await sim.set('faults', [{ on: 'leads', kind: 'wrong_type', type: 'text/html; charset=utf-16' }]);
  expect((await send()).headers.get('content-type')).toBe('text/html; charset=utf-16');
});

import { expect, test } from 'vitest';
import type { Fault } from '../../../demo/convertr/faults/faults.ts';
import { ADA, startSimulator } from './support.ts';

async function startFaulty(...faults: Fault[]) {
  const sim = await startSimulator();
  const token = await sim.token();
  await sim.set('faults', faults);
  return { sim, send: () => sim.lead(token, ADA), token };
}

test.each([429, 500, 503, 520])('answers %i and stores nothing', async (status) => {
  const { sim, send } = await startFaulty({ on: 'leads', kind: 'status', status });
  const response = await send();
  expect(response.status).toBe(status);
  expect(await response.text()).toContain('<html>');
  expect(await sim.leads()).toEqual([]);
});

test('answers with a status and body of one’s choice', async () => {
  const { send } = await startFaulty({ on: 'leads', kind: 'status', status: 403, body: { message: 'Paused' } });
  const response = await send();
  expect([response.status, await response.json()]).toEqual([403, { message: 'Paused' }]);
});

test('can fail after the lead was stored', async () => {
  const { sim, send } = await startFaulty({ on: 'leads', kind: 'status', status: 504, after: true });
  expect((await send()).status).toBe(504);
  expect(await sim.leads()).toHaveLength(1);
});

test('answers 502 with a gateway’s HTML page', async () => {
  const { sim, send } = await startFaulty({ on: 'leads', kind: 'html502' });
  const response = await send();
  expect(response.status).toBe(502);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(await sim.leads()).toEqual([]);
});

test('drops the connection before or after the lead is stored', async () => {
  const { sim, send } = await startFaulty({ on: 'leads', kind: 'drop' });
  await expect(send()).rejects.toThrow();
  expect(await sim.leads()).toEqual([]);
  await sim.set('faults', [{ on: 'leads', kind: 'drop_after' }]);
  await expect(send()).rejects.toThrow();
  expect(await sim.leads()).toHaveLength(1);
  expect((await sim.requests()).slice(-2)).toMatchObject([
    { status: 0, fault: 'drop' },
    { status: 0, fault: 'drop_after' },
  ]);
});

test('redirects to a place that answers 200 to those who follow', async () => {
  const { sim, send, token } = await startFaulty({ on: 'leads', kind: 'redirect' });
  const response = await send();
  expect([response.status, response.headers.get('location')]).toEqual([302, '/api/elsewhere']);
  expect((await sim.get('/api/elsewhere', token)).status).toBe(200);
  expect(await sim.leads()).toEqual([]);
});

test('sends the answer byte by byte', async () => {
  const { sim, send } = await startFaulty({ on: 'leads', kind: 'drip', ms: 5 });
  const started = performance.now();
  const response = await send();
  const body = await response.json();
  expect(performance.now() - started).toBeGreaterThan(200);
  expect(body.data).toBe((await sim.leads())[0]?.id);
});

test('is slow, and adds that to another fault', async () => {
  const { send } = await startFaulty(
    { on: 'any', kind: 'latency', ms: 150 },
    { on: 'leads', kind: 'status', status: 500 },
  );
  const started = performance.now();
  expect((await send()).status).toBe(500);
  expect(performance.now() - started).toBeGreaterThan(140);
});

test('stores a lead though the client gave up waiting', async () => {
  const { sim, token } = await startFaulty({ on: 'leads', kind: 'latency', ms: 150 });
  const signal = AbortSignal.timeout(30);
  const path = '/api/v2.4/publisher/12/forms/35/campaign/1234/leads';
  const headers = { Authorization: `Bearer ${token}` };
  await expect(
    fetch(sim.url + path, { method: 'POST', body: new URLSearchParams(ADA), headers, signal }),
  ).rejects.toThrow();
  await expect.poll(async () => (await sim.leads()).length).toBe(1);
});

test('answers 201 without an id or without sense, the lead stored all the same', async () => {
  const { sim, send } = await startFaulty({ on: 'leads', kind: 'no_id' });
  const without = await send();
  expect([without.status, (await without.json()).data]).toEqual([201, null]);
  await sim.set('faults', [{ on: 'leads', kind: 'garbage' }]);
  const garbage = await send();
  expect(garbage.status).toBe(201);
  await expect(garbage.json()).rejects.toThrow();
  expect(await sim.leads()).toHaveLength(2);
});

test('answers another 2xx and stores nothing', async () => {
  const { sim, send } = await startFaulty({ on: 'leads', kind: 'other_2xx', body: '<html>Sign in</html>' });
  const response = await send();
  expect([response.status, await response.text()]).toEqual([200, '<html>Sign in</html>']);
  expect(await sim.leads()).toEqual([]);
});

test('applies only where, as often and as likely as configured', async () => {
  const { sim, send, token } = await startFaulty(
    { on: 'fields', kind: 'status', status: 500 },
    { on: 'leads', kind: 'status', status: 500, rate: 0 },
    { on: 'leads', kind: 'status', status: 503, times: 2 },
  );
  const statuses = [await send(), await send(), await send()].map(({ status }) => status);
  expect(statuses).toEqual([503, 503, 201]);
  expect((await sim.get('/api/v2.4/publisher/fields/1234', token)).status).toBe(500);
  expect((await sim.get('/api/v2.4/publisher/links/1234', token)).status).toBe(200);
  expect((await sim.state()).faults).toMatchObject([{ struck: 1 }, { struck: 0 }, { struck: 2 }]);

  await sim.set('faults', []);
  expect((await sim.get('/api/v2.4/publisher/fields/1234', token)).status).toBe(200);
});

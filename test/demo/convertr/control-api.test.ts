import { expect, test } from 'vitest';
import { ADA, LEADS, startSimulator } from './support.ts';

test('lists every request with its query, status and enterprise, but none of its own', async () => {
  const sim = await startSimulator({ now: () => Date.UTC(2027, 0, 1) });
  await sim.lead(await sim.token(), ADA, `${LEADS}?linkId=26`);
  await sim.lead('wrong', ADA);
  await fetch(`${sim.url}/api/nothing`);
  const at = '2027-01-01T00:00:00.000Z';
  expect(await sim.requests()).toEqual([
    { method: 'POST', path: '/api/login', status: 200, enterprise: 'acme', at, fault: null },
    { method: 'POST', path: `${LEADS}?linkId=26`, status: 201, enterprise: 'acme', at, fault: null },
    { method: 'POST', path: LEADS, status: 401, enterprise: null, at, fault: null },
    { method: 'GET', path: '/api/nothing', status: 401, enterprise: null, at, fault: null },
  ]);
  expect((await sim.state()).use.requests).toBe(4);
  await fetch(`${sim.url}/_control/requests`, { method: 'DELETE' });
  expect(await sim.requests()).toEqual([]);
});

test('opens, closes and caps campaigns', async () => {
  const sim = await startSimulator();
  const token = await sim.token();
  const send = async () => (await sim.lead(token, ADA)).status;
  await sim.campaign('acme/1234', { state: 'fulfilled' });
  expect(await send()).toBe(403);
  await sim.campaign('acme/1234', { state: 'open', cap: 1 });
  expect([await send(), await send()]).toEqual([201, 403]);
  await sim.campaign('acme/1234', { state: 'open' });
  expect([await send(), await send()]).toEqual([201, 403]);
  await sim.campaign('acme/1234', { cap: null });
  expect(await send()).toBe(201);
});

test('renames the fields of a form under its publishers', async () => {
  const sim = await startSimulator();
  const token = await sim.token();
  const names = ['form[firstName]', 'form[email]', 'form[surname]', 'form[submit]'];
  await sim.campaign('acme/1234', { fields: { 35: names } });
  const forms = await (await sim.get('/api/v2.4/publisher/fields/1234', token)).json<
    { formId: number; fields: string[] }[]
  >();
  expect(forms[0]?.fields).toEqual(names);
  expect((await sim.lead(token, ADA)).status).toBe(400);
  const renamed = { 'form[firstName]': 'Ada', 'form[surname]': 'Byron', 'form[email]': 'ada@example.com' };
  expect((await sim.lead(token, renamed)).status).toBe(201);
});

test('goes back to the seeds', async () => {
  const sim = await startSimulator();
  const token = await sim.token();
  await sim.lead(token, ADA);
  await sim.login('initech');
  await sim.campaign('acme/1234', { state: 'fulfilled' });
  await sim.set('settings', { verdictDelayMs: 5, limits: { logins: 1 } });
  await sim.set('faults', [{ on: 'any', kind: 'drop' }]);
  await sim.set('clock', { advanceMs: 1000 });
  await sim.set('reset', {});
  expect(await sim.state()).toMatchObject({
    clockOffsetMs: 0,
    settings: { verdictDelayMs: 2000 },
    limits: { logins: 100 },
    use: { logins: 0, requests: 0 },
    highest: { logins: 0 },
    faults: [],
    smsSent: 0,
    tokens: 0,
    leads: 0,
  });
  expect((await sim.lead(token, ADA)).status).toBe(401);
  expect((await sim.lead(await sim.token(), ADA)).status).toBe(201);
});

test.each([
  ['settings', { limit: 1 }],
  ['settings', { mfa: { nobody: true } }],
  ['faults', [{ on: 'leads', kind: 'explode' }]],
  ['clock', { advanceMs: -1 }],
  ['campaigns/acme/1234', { fields: { 99: ['form[x]'] } }],
  ['campaigns/acme/1234', { state: 'closed' }],
  ['campaigns/acme/1234', { fields: { 35: [{ key: 'x' }] } }],
  ['users/acme', { password: '' }],
  ['users/acme', { unlocked: true }],
  ['verdicts', { leads: [] }],
  ['verdicts', { leads: [1], verdict: 'valid' }],
  ['settings', { lockAfter: 0 }],
  ['settings', { campaignRedirectStatus: 200 }],
  ['faults', [{ on: 'leads', kind: 'gigantic', bytes: 1e12 }]],
  ['faults', [{ on: 'leads', kind: 'wrong_type', type: 'text/html\r\nX: y' }]],
])('refuses what it does not understand in %s', async (path, body) => {
  const sim = await startSimulator();
  const { now: __, ...before } = await sim.state();
  const response = await sim.post(`/_control/${path}`, JSON.stringify(body));
  expect(response.status).toBe(400);
  expect((await response.json()).error).toEqual(expect.any(String));
  const { now: _, ...after } = await sim.state();
  expect(after).toEqual(before);
});

test.each(['users/nobody', 'campaigns/acme/77'])('has nothing to change at %s', async (path) => {
  const sim = await startSimulator();
  expect((await sim.post(`/_control/${path}`, '{}')).status).toBe(404);
});

test('records how many requests came at once', async () => {
  const sim = await startSimulator();
  await sim.set('faults', [{ on: 'any', kind: 'latency', ms: 100 }]);
  await Promise.all([sim.login(), sim.login(), sim.login()]);
  expect((await sim.state()).highestConcurrent).toBe(3);
});

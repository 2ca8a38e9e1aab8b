import { expect, test } from 'vitest';
import { startSimulator } from './support.ts';

const FIELDS = '/api/v2.4/publisher/fields/1234';

test('starts with the documented limits', async () => {
  const sim = await startSimulator();
  expect((await sim.state()).limits).toEqual({ logins: 100, results: 1400, requests: 3000 });
});

test('answers 429 in HTML above 100 logins, whoever logs in, until the window has rolled on', async () => {
  let now = 1_800_000_000_000;
  const sim = await startSimulator({ now: () => now });
  await sim.login();
  now += 100_000;
  for (let login = 1; login < 100; login += 1) await sim.login(login % 2 === 0 ? 'acme' : 'globex');

  const refused = await sim.login('globex');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('content-type')).toContain('text/html');
  expect(refused.headers.get('retry-after')).toBeNull();

  // Only the first login is five minutes old now.
  now += 200_000;
  expect((await sim.login()).status).toBe(200);
  expect((await sim.login()).status).toBe(429);
});

test('counts lead results apart, and everything together', async () => {
  const sim = await startSimulator();
  const token = await sim.token();
  await sim.set('settings', { limits: { results: 2, requests: 5 } });
  const result = () => sim.get('/api/v2.1/publisher/12/lead-result/1', token);
  expect([(await result()).status, (await result()).status, (await result()).status]).toEqual([404, 404, 429]);
  expect((await sim.get(FIELDS, token)).status).toBe(200);
  expect((await sim.get(FIELDS, token)).status).toBe(200);
  expect((await sim.get(FIELDS, token)).status).toBe(429);
  expect(await sim.state()).toMatchObject({
    use: { logins: 1, results: 2, requests: 5 },
    highest: { logins: 1, results: 2, requests: 5 },
    count429: 2,
  });
});

test('sends Retry-After only if configured', async () => {
  const sim = await startSimulator({ now: () => 1_800_000_000_000 });
  await sim.login();
  await sim.set('settings', { retryAfter: true, limits: { logins: 1 } });
  expect((await sim.login()).headers.get('retry-after')).toBe('300');
});

test('remembers the highest use of a window after it has passed', async () => {
  const sim = await startSimulator();
  await sim.login();
  await sim.login();
  await sim.set('clock', { advanceMs: 300_000 });
  const { use, highest } = await sim.state();
  expect([use.logins, highest.logins]).toEqual([0, 2]);
});

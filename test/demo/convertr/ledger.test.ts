import { expect, test } from 'vitest';
import { ADA, LEADS, startSimulator } from './support.ts';

test('shows the leads newest first, with link, verdict and answers as text', async () => {
  const sim = await startSimulator();
  const token = await sim.token();
  await sim.lead(token, ADA, `${LEADS}?linkId=26`);
  await sim.lead(token, { ...ADA, 'form[firstName]': '<img src=x onerror=alert(1)>' });
  const response = await fetch(`${sim.url}/`);
  const page = await response.text();
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  const [first = 0, second = 0] = (await sim.leads()).map(({ id }) => page.indexOf(`id="lead-${id}"`));
  expect(second).toBeGreaterThan(0);
  expect(first).toBeGreaterThan(second);
  expect(page).toContain('acme-campaign-social');
  expect(page).toContain('Pending');
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(page).not.toContain('<img');
});

test('has a part that the page fetches again, up to the verdict', async () => {
  const sim = await startSimulator();
  const list = async () => (await fetch(`${sim.url}/ledger/list`)).text();
  expect(await list()).toContain('No lead yet');
  await sim.lead(await sim.token(), ADA);
  await sim.set('clock', { advanceMs: 2000 });
  expect(await list()).toContain('Valid');
});

test.each(['/ledger/style.css', '/ledger/live.js'])('serves %s', async (path) => {
  const sim = await startSimulator();
  expect((await fetch(sim.url + path)).status).toBe(200);
});

import { expect, test } from 'vitest';
import { ADA, LEADS, startSimulator } from './support.ts';

const FIELDS = '/api/v2.4/publisher/fields/1234';
const LINKS = '/api/v2.4/publisher/links/1234';

async function startWithToken() {
  const sim = await startSimulator();
  const token = await sim.token();
  return { sim, token, send: () => sim.lead(token, ADA) };
}

test.each([
  ['not_started', 'Campaign has not started yet'],
  ['fulfilled', 'Campaign is fulfilled'],
  ['paused', 'Campaign is paused'],
  ['inactive', 'Campaign is inactive'],
] as const)('refuses leads of a campaign that is %s', async (state, message) => {
  const { sim, token, send } = await startWithToken();
  await sim.campaign('acme/1234', { state });
  const response = await send();
  expect([response.status, await response.json()]).toEqual([403, { code: 403, message }]);
  expect((await sim.get(FIELDS, token)).status).toBe(200);
  await sim.campaign('acme/1234', { state: 'open' });
  expect((await send()).status).toBe(201);
});

test('says why under another key, with the code as a number or a text', async () => {
  const { sim, send } = await startWithToken();
  await sim.campaign('acme/1234', { state: 'inactive' });
  await sim.set('settings', { campaignRefusalKey: 'error', campaignRefusalCode: 'string' });
  const error = await send();
  expect([error.status, await error.json()]).toEqual([403, { code: '403', error: 'Campaign is inactive' }]);
  await sim.set('settings', { campaignRefusalKey: 'detail' });
  const detail = await send();
  expect([detail.status, await detail.json()]).toEqual([
    403,
    {
      type: 'https://tools.ietf.org/html/rfc2616#section-10',
      title: 'An error occurred',
      detail: 'Campaign is inactive',
    },
  ]);
});

test('says why in custom words', async () => {
  const { sim, send } = await startWithToken();
  await sim.campaign('acme/1234', { state: 'paused', words: 'Campaign is on hold' });
  expect((await (await send()).json()).message).toBe('Campaign is on hold');
  await sim.campaign('acme/1234', { words: null });
  expect((await (await send()).json()).message).toBe('Campaign is paused');
});

test('does not know a campaign that is deleted', async () => {
  const { sim, token, send } = await startWithToken();
  await sim.campaign('acme/1234', { state: 'deleted' });
  for (const response of [await send(), await sim.get(FIELDS, token), await sim.get(LINKS, token)]) {
    expect([response.status, await response.json()]).toEqual([404, { code: 404, message: 'Not Found' }]);
  }
  await sim.campaign('acme/1234', { state: 'open' });
  expect((await send()).status).toBe(201);
});

test('redirects leads of one campaign to a page that answers 200, and accepts those of others', async () => {
  const { sim, token, send } = await startWithToken();
  await sim.campaign('acme/1234', { state: 'redirecting' });
  const response = await send();
  expect([response.status, response.headers.get('location')]).toEqual([302, '/api/elsewhere']);
  const followed = await fetch(sim.url + LEADS, {
    method: 'POST',
    body: new URLSearchParams(ADA),
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(followed.status).toBe(200);
  expect(await sim.leads()).toEqual([]);

  const other = '/api/v2.4/publisher/12/forms/36/campaign/1302/leads';
  expect((await sim.lead(token, ADA, other)).status).toBe(201);
  await sim.set('settings', { campaignRedirectStatus: 307 });
  expect((await send()).status).toBe(307);
});

test('accepts no lead for a campaign that has not started, is fulfilled, or has reached its cap', async () => {
  const sim = await startSimulator();
  const token = await sim.token();
  const send = (campaign: number) =>
    sim.lead(token, ADA, `/api/v2.4/publisher/12/forms/36/campaign/${campaign}/leads?linkId=27`);
  const answer = async (campaign: number) => {
    const response = await send(campaign);
    return [response.status, (await response.json()).message];
  };
  expect(await answer(1300)).toEqual([403, 'Campaign has not started yet']);
  expect(await answer(1301)).toEqual([403, 'Campaign is fulfilled']);
  for (let lead = 0; lead < 3; lead += 1) expect((await send(1302)).status).toBe(201);
  expect(await answer(1302)).toEqual([403, 'Campaign is fulfilled']);
  expect(await sim.leads()).toHaveLength(3);
});

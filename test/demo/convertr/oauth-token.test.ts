import { expect, test } from 'vitest';
import { ADA, LEADS, startSimulator } from './support.ts';

const FIELDS = '/api/v2.4/publisher/fields/1234';

const GRANT = {
  grant_type: 'http://convertr.cvtr.io/grants/api_key',
  client_id: '167_simulated',
  client_secret: 'acme-client-secret',
  api_key: 'acme-api-key',
};

test('hands out a token for an API key, which works in the query', async () => {
  const sim = await startSimulator();
  const response = await fetch(`${sim.url}/oauth/v2/token?${new URLSearchParams(GRANT)}`);
  const body = (await response.json()) as Record<string, string>;
  expect([response.status, body]).toMatchObject([200, { expires_in: 3600, token_type: 'bearer', scope: null }]);
  expect((await fetch(`${sim.url}${FIELDS}?access_token=${body.access_token}`)).status).toBe(200);
  const sent = await sim.post(`${LEADS}?access_token=${body.access_token}`, ADA);
  expect(sent.status).toBe(201);
  expect((await sim.state()).use.logins).toBe(1);
});

test.each([
  [{ grant_type: '' }, 'invalid_request'],
  [{ client_id: '' }, 'invalid_client'],
  [{ client_secret: 'wrong' }, 'invalid_client'],
  [{ grant_type: 'password' }, 'unauthorized_client'],
  [{ api_key: 'wrong' }, 'invalid_grant'],
])('hands out no token for %o', async (wrong, error) => {
  const sim = await startSimulator();
  const response = await fetch(`${sim.url}/oauth/v2/token?${new URLSearchParams({ ...GRANT, ...wrong })}`);
  expect([response.status, ((await response.json()) as { error: string }).error]).toEqual([400, error]);
});

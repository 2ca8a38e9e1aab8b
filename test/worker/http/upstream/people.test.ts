import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, stubConvertr } from '../support/convertr.ts';
import { admin, ask, newAddress, readProblem, rowsOf, saveForm, submit } from '../support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const post = (path: string) => admin(path, { method: 'POST' });
const login = () => post('accounts/globex/login');
const logins = () => convertr.calls.filter((call) => call === 'POST /api/login').length;
/** Of an account that no other test of this file signs in. */
const loginState = async () =>
  ((await (await admin('accounts/globex')).json()) as { login: { state: string } }).login.state;

describe('POST accounts/{enterprise}/login', () => {
  test('says that Convertr refuses, cannot be asked, or has accepted; each call is one login', async () => {
    convertr.broken = { status: 400, body: { error: 'invalid_grant' } };
    const refused = await login();
    expect(refused.status).toBe(409);
    expect((await readProblem(refused)).detail).toMatch(/refuses the username or password/);
    expect(logins()).toBe(1);
    expect(await loginState()).toBe('denied');

    convertr.broken = { status: 503 };
    const unreachable = await login();
    expect(unreachable.status).toBe(503);
    expect(unreachable.headers.get('retry-after')).toBe('60');
    expect(logins()).toBe(2);

    delete convertr.broken;
    const accepted = await login();
    expect([accepted.status, await accepted.json()]).toEqual([200, { accepted: true }]);
    expect(await loginState()).toBe('ok');
    // It is signed in already.
    expect((await login()).status).toBe(200);
    expect(logins()).toBe(3);
  });

  test('is for an account that exists, and for an operator', async () => {
    expect((await post('accounts/nobody/login')).status).toBe(404);
    const stranger = await ask('/v1/admin/accounts/globex/login', {
      method: 'POST',
      headers: { 'CF-Connecting-IP': newAddress() },
    });
    expect(stranger.status).toBe(401);
    expect(logins()).toBe(0);
  });
});

describe('POST leads/{enterprise}/{submission}/verdict', () => {
  async function deliver(): Promise<{ form: string; submission: string }> {
    const form = await saveForm();
    expect((await submit(form)).status).toBe(201);
    const [row] = await rowsOf(form);
    return { form, submission: row?.submission ?? '' };
  }
  const history = async (submission: string) =>
    ((await (await admin(`leads/acme/${submission}`)).json()) as { history: { why: string }[] }).history.map(
      ({ why }) => why,
    );

  test('asks immediately, and answers with the lead as it is then; each change is in its history', async () => {
    const { submission } = await deliver();
    convertr.result = { status: 200, body: '' };
    const valid = await post(`leads/acme/${submission}/verdict`);
    expect([valid.status, await valid.json()]).toMatchObject([200, { submission, verdict: 'valid' }]);
    convertr.result = { status: 200, body: { qaReasons: '', failedJobs: ['Unable to Contact'] } };
    const invalid = await post(`leads/acme/${submission}/verdict`);
    expect([invalid.status, await invalid.json()]).toMatchObject([200, { verdict: 'invalid' }]);
    expect(await history(submission)).toEqual(expect.arrayContaining(['verdict_valid', 'verdict_invalid']));
    expect(((await (await admin(`leads/acme/${submission}`)).json()) as { reasons: string[] }).reasons).toEqual([
      'Unable to Contact',
    ]);
  });

  test('is 404 for no lead, 409 for one that is not delivered, 503 while Convertr cannot be asked', async () => {
    expect((await post(`leads/acme/${crypto.randomUUID()}/verdict`)).status).toBe(404);
    expect((await post('leads/acme/nonsense/verdict')).status).toBe(404);
    const form = await saveForm();
    convertr.lead = { status: 400, body: { code: 400, data: [{ message: 'No.' }] } };
    await submit(form);
    const [refused] = await rowsOf(form);
    const answer = await post(`leads/acme/${refused?.submission}/verdict`);
    expect(answer.status).toBe(409);
    expect(await readProblem(answer)).toMatchObject({ leadStatus: 'refused' });

    delete convertr.lead;
    const { submission } = await deliver();
    convertr.broken = { status: 429 };
    await post(`leads/acme/${submission}/verdict`);
    const limited = await post(`leads/acme/${submission}/verdict`);
    expect(limited.status).toBe(503);
    expect(limited.headers.get('retry-after')).toBe('60');
  });
});

test('figures say that Convertr’s verdicts are unconfirmed until the campaign is signed off', async () => {
  const answer = await admin('stats?enterprise=globex&by=verdict');
  expect(await answer.json()).toEqual({ rows: [], note: expect.stringMatching(/unconfirmed until .* signed off/) });
});

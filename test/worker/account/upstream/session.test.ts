import { describe, expect, test } from 'vitest';
import {
  account,
  enqueue,
  env,
  inside,
  kill,
  lead,
  linger,
  newId,
  restartWith,
  setUp,
  submit,
  until,
} from '../support/account.ts';
import { HOUR, MINUTE, pass } from '../support/clock.ts';
import { inTurn, lost, status } from '../support/convertr.ts';

const context = setUp();
const login = async () => (await account().account()).login;
const causes = async () => (await account().account()).alerts.map(({ cause }) => cause);
const MFA = () =>
  status(400, {
    error: 'Mfa Required',
    error_description: 'Multifactor authentication required',
    mfa_token: 'm-canary',
  });
const dump = () =>
  inside(
    async (sql) => `${JSON.stringify(sql.exec('SELECT * FROM meta').toArray())} ${await env.CACHE.get('token:acme')}`,
  );

describe('the token', () => {
  test('is renewed before it expires, while the old one still works', async () => {
    await submit();
    pass(HOUR - MINUTE);
    expect(await submit()).toMatchObject({ kind: 'delivered' });
    expect(context.convertr.count('login')).toBe(2);
    expect(context.convertr.calls.filter(({ what }) => what === 'leads')).toHaveLength(2);
  });

  test('is used to the end when no new one is to be had', async () => {
    await submit();
    context.convertr.behaviour.login = () => status(503);
    pass(HOUR - 1.5 * MINUTE);
    expect(await submit()).toMatchObject({ kind: 'delivered' });
  });

  test('is all that is kept of a login, and sealed', async () => {
    await submit();
    const token = [...context.convertr.tokens][0] as string;
    const kept = await dump();
    for (const word of ['canary', 'correct-horse', 'publisher@', token]) expect(kept).not.toContain(word);
    await kill();
    await submit();
    expect(context.convertr.count('login')).toBe(1);
  });
});

describe('KV that is down', () => {
  test.each([
    ['fails', () => Promise.reject(new Error('KV is down.'))],
    ['never answers', () => new Promise<never>(() => {})],
  ])(
    'and %s costs a login, nothing else',
    async (_, broken) => {
      await restartWith({ CACHE: { get: broken, put: broken, delete: broken } as unknown as KVNamespace });
      expect(await submit({ answerWithinMs: 6000 })).toMatchObject({ kind: 'delivered' });
      expect(await submit()).toMatchObject({ kind: 'delivered' });
      expect(await account().campaign(1234)).toMatchObject({ closed: null });
    },
    15_000,
  );
});

describe('credentials that Convertr refuses', () => {
  test('stop the account; leads are accepted, tries grow rare, and all is sent once they are corrected', async () => {
    context.convertr.behaviour.login = () => status(400, { error: 'invalid_grant' });
    for (let n = 0; n < 5; n++) expect(await submit()).toMatchObject({ kind: 'queued' });
    await until(async () => (await login()).state === 'denied');
    expect(await login()).toMatchObject({ nextTryAt: expect.any(String) });
    expect(await causes()).toContain('login_denied');
    for (let minute = 0; minute < 60; minute += 2) {
      pass(2 * MINUTE);
      await linger(20);
    }
    expect(context.convertr.count('login')).toBeLessThanOrEqual(5);
    expect(context.convertr.count('leads')).toBe(0);
    delete context.convertr.behaviour.login;
    const accounts = JSON.parse(env.CONVERTR_ACCOUNTS ?? '{}');
    accounts.acme.password = 'battery-staple';
    await restartWith({ CONVERTR_ACCOUNTS: JSON.stringify(accounts) });
    expect(await submit()).toMatchObject({ kind: 'delivered' });
    await until(async () => (await account().account()).counts.delivered === 6);
    expect(await causes()).not.toContain('login_denied');
  }, 30_000);

  test('do not count as refused when Convertr is merely down', async () => {
    context.convertr.behaviour.login = lost;
    await enqueue();
    await until(() => context.convertr.count('login') === 1);
    await linger(50);
    expect(await login()).toMatchObject({ state: 'none' });
    delete context.convertr.behaviour.login;
    pass(MINUTE);
    await until(async () => (await account().account()).counts.delivered === 1);
  });
});

describe('"Mfa Required"', () => {
  test('accepts the code immediately, although the login that needs it was the last of the account’s share', async () => {
    const accounts = JSON.parse(env.CONVERTR_ACCOUNTS ?? '{}');
    const budget = { logins: 1 };
    await restartWith({ CONVERTR_ACCOUNTS: JSON.stringify({ ...accounts, acme: { ...accounts.acme, budget } }) });
    context.convertr.behaviour.login = ({ body }) => (body.get('mfa_code') === '123456' ? undefined : MFA());
    await submit();
    expect(await account().mfa('000000')).toEqual({ kind: 'denied' });
    expect(await account().mfa('123456')).toEqual({ kind: 'accepted' });
    await until(async () => (await account().account()).counts.delivered === 1);
  });

  test('asks for one code, sends no second text message automatically, and resumes with the code', async () => {
    context.convertr.behaviour.login = ({ body }) => (body.get('mfa_code') === '123456' ? undefined : MFA());
    const submission = newId();
    expect(await submit({ submission })).toMatchObject({ kind: 'queued' });
    expect(await login()).toMatchObject({ state: 'mfa' });
    expect(await causes()).toContain('mfa');
    for (let n = 0; n < 24; n++) {
      pass(HOUR);
      await linger(10);
    }
    await kill();
    await enqueue();
    await linger(50);
    expect(context.convertr.count('login')).toBe(1);
    expect(await dump()).not.toContain('m-canary');

    expect(await account().mfa('000000')).toEqual({ kind: 'denied' });
    expect(await account().mfa('123456')).toEqual({ kind: 'accepted' });
    expect(
      context.convertr.calls
        .filter(({ what }) => what === 'login')
        .at(-1)
        ?.body.get('mfa_token'),
    ).toBe('m-canary');
    await until(async () => (await account().account()).counts.delivered === 2);
    expect(await login()).toMatchObject({ state: 'ok' });
    expect(await causes()).not.toContain('mfa');
    expect(await account().mfa('123456')).toEqual({ kind: 'not_waiting' });
    expect(await lead(submission)).toMatchObject({ status: 'delivered', possibleDuplicate: false });
  }, 20_000);

  test('is answered by one login, however many people enter the code or ask for another text message', async () => {
    context.convertr.behaviour.login = ({ body }) => (body.has('mfa_code') ? undefined : MFA());
    await submit();
    const asked = await Promise.all(Array.from({ length: 10 }, () => account().mfa()));
    expect(asked.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(context.convertr.count('login')).toBe(2);
    const entered = await Promise.all(Array.from({ length: 10 }, () => account().mfa('123456')));
    expect(entered.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(context.convertr.count('login')).toBe(3);
  });

  test('is not requested again after a crash before the answer', async () => {
    context.convertr.behaviour.login = ({ body }) => (body.has('mfa_code') ? undefined : MFA());
    await submit();
    await account().mfa('123456');
    await until(async () => (await account().account()).counts.delivered === 1);
    context.convertr.tokens.clear();
    context.convertr.behaviour.login = () => new Promise<never>(() => {});
    await enqueue();
    await until(() => context.convertr.count('login') === 3);
    await kill();
    context.convertr.behaviour.login = MFA;
    await enqueue();
    for (let n = 0; n < 5; n++) {
      pass(HOUR);
      await linger(20);
    }
    expect(await login()).toMatchObject({ state: 'mfa' });
    expect(context.convertr.count('login')).toBe(3);
  });

  test('is no reason to keep visitors waiting', async () => {
    context.convertr.behaviour.login = MFA;
    const started = performance.now();
    expect(await submit({ answerWithinMs: 20_000 })).toMatchObject({ kind: 'queued' });
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('waits, like everything else, while Convertr limits requests', async () => {
    context.convertr.behaviour.login = inTurn(MFA, () => status(429, {}, { 'Retry-After': '120' }));
    await submit();
    expect(await account().mfa('1')).toEqual({ kind: 'unreachable' });
    expect(await account().mfa('1')).toEqual({ kind: 'unreachable' });
    expect(context.convertr.count('login')).toBe(2);
    pass(121_000);
    expect(await account().mfa('1')).toEqual({ kind: 'accepted' });
  });

  test('stays when a wrong code is answered with 401', async () => {
    context.convertr.behaviour.login = ({ body }) => (body.has('mfa_code') ? status(401) : MFA());
    await submit();
    expect(await account().mfa('1')).toEqual({ kind: 'denied' });
    pass(HOUR);
    await linger();
    expect(context.convertr.count('login')).toBe(2);
    expect(await login()).toMatchObject({ state: 'mfa' });
  });

  test('sends another text message when a person asks for one', async () => {
    context.convertr.behaviour.login = MFA;
    await submit();
    expect(await account().mfa()).toEqual({ kind: 'accepted' });
    expect(context.convertr.count('login')).toBe(2);
  });

  test('is not asked again because LEAD_KEY was rotated', async () => {
    context.convertr.behaviour.login = MFA;
    await submit();
    await restartWith({ LEAD_KEY: JSON.stringify([btoa('fedcba9876543210fedcba9876543210'), env.LEAD_KEY]) });
    await enqueue();
    await linger(50);
    expect(context.convertr.count('login')).toBe(1);
    expect(await login()).toMatchObject({ state: 'mfa' });
  });
});

test('a password that has expired is reported, and used while it works', async () => {
  context.convertr.behaviour.login = () => {
    context.convertr.tokens.add('tok');
    return Response.json({ access_token: 'tok', expires_in: 3600, password_expired: true });
  };
  expect(await submit()).toMatchObject({ kind: 'delivered' });
  expect(await login()).toMatchObject({ state: 'ok', passwordExpired: true });
  expect(await causes()).toContain('password_expired');
});

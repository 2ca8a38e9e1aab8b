import { beforeEach, describe, expect, test, vi } from 'vitest';
import { account, enqueue, inside, lead, linger, newId, setUp, submit, until } from '../support/account.ts';
import { HOUR, MINUTE, pass, SECOND } from '../support/clock.ts';
import { FIELDS, REFUSED, status } from '../support/convertr.ts';

const context = setUp();
const count = (what: 'login' | 'fields' | 'links' | 'leads' | 'result') => context.convertr.count(what);
/** Just within what is read of an answer. */
const LONG = 'x'.repeat(900_000);
/** With a byte that is no UTF-8 for each `#`: it is read as a character of three bytes. */
const broken = (body: unknown, code = 200): Response =>
  new Response(
    new TextEncoder().encode(stringify(body)).map((byte) => (byte === HASH ? 0xff : byte)),
    { status: code },
  );
const HASH = 35;
const BROKEN = '#'.repeat(900_000);
const { stringify } = JSON;

/** A value, and a row, may have 2 MB on the platform. The local one does not mind. */
const ROW_MAX_BYTES = 2_000_000;
const sizeOf = (value: unknown): number =>
  typeof value === 'string'
    ? new TextEncoder().encode(value).length
    : value instanceof ArrayBuffer
      ? value.byteLength
      : 8;
beforeEach(async () => {
  const prototype = await inside((sql) => Object.getPrototypeOf(sql) as SqlStorage);
  const { exec } = prototype;
  vi.spyOn(prototype, 'exec').mockImplementation(function (this: SqlStorage, query: string, ...values: unknown[]) {
    const bytes = values.reduce<number>((sum, value) => sum + sizeOf(value), 0);
    if (bytes > ROW_MAX_BYTES) throw new Error('string or blob too big: SQLITE_TOOBIG');
    return exec.call(this, query, ...(values as SqlStorageValue[])) as never;
  });
});

test('the limit is in force', async () => {
  const write = (bytes: number) =>
    inside((sql) => sql.exec("INSERT INTO meta (key, value) VALUES ('x', ?)", 'x'.repeat(bytes)).rowsWritten);
  await expect(write(ROW_MAX_BYTES + 1)).rejects.toThrow(/too big/);
  expect(await write(1_000_000)).toBeGreaterThan(0);
});

describe('long words of Convertr’s', () => {
  test.each([
    ['one text', { qaReasons: LONG }],
    ['a text for each of many jobs', { failedJobs: Array.from({ length: 50_000 }, (_, n) => `No values ${n}`) }],
    ['a string', LONG],
    ['bytes that are no text', { qaReasons: BROKEN }],
  ])('are a verdict like any other, asked for once: %s', async (_, body) => {
    context.convertr.behaviour.result = () => broken(body);
    const submission = newId();
    await submit({ submission });
    pass(6 * SECOND);
    await until(async () => (await lead(submission)).verdict === 'invalid');
    await linger();
    expect(count('result')).toBe(1);
    const { reasons } = await lead(submission);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.join('').length).toBeLessThanOrEqual(25_000);
  });

  test.each([
    ['about the form', () => REFUSED({}, [LONG])],
    [
      'about many fields',
      () =>
        REFUSED(
          Object.fromEntries(Array.from({ length: 9000 }, (_, n) => [`field${n}`, { errors: ['No.'.repeat(20)] }])),
        ),
    ],
  ])('are a refusal like any other: %s', async (_, answer) => {
    await submit();
    context.convertr.behaviour.leads = answer;
    const submission = newId();
    expect(await submit({ submission })).toMatchObject({ kind: 'refused' });
    expect(await lead(submission)).toMatchObject({ status: 'refused' });
    expect(count('leads')).toBe(2);
  });

  test('of a closed campaign, or of none, hold the lead', async () => {
    await submit();
    for (const [code, reason] of [
      [403, 'campaign_closed'],
      [418, 'rejected'],
    ] as const) {
      context.convertr.behaviour.leads = () => status(code, { message: `Campaign is paused ${LONG}` });
      if (code === 418) context.convertr.behaviour.leads = () => status(code, { message: LONG });
      const submission = newId();
      await submit({ submission, campaignId: code });
      expect(await lead(submission)).toMatchObject({ status: 'held', reason });
    }
  });
});

describe('a long answer of Convertr’s', () => {
  test('to a login is no token', async () => {
    context.convertr.behaviour.login = () => Response.json({ access_token: LONG, expires_in: 3600 });
    await enqueue();
    await until(async () => (await account().account()).login.nextTryAt !== null);
    await linger();
    expect(count('login')).toBe(1);
    delete context.convertr.behaviour.login;
    pass(MINUTE);
    await until(async () => (await account().account()).counts.delivered === 1);
  });

  test('that asks for a code asks once, and sends one text message', async () => {
    context.convertr.behaviour.login = () => status(400, { error: 'Mfa Required', mfa_token: LONG });
    await enqueue();
    await until(async () => (await account().account()).login.state === 'mfa');
    await linger();
    pass(HOUR);
    await account().wake();
    await linger();
    expect(count('login')).toBe(1);
  });

  test.each([
    ['a form’s name', 'fields', () => broken([{ formId: 35, formName: BROKEN, fields: FIELDS }])],
    ['a link’s name', 'links', () => broken([{ id: 25, name: BROKEN, channel: 'Email' }])],
  ] as const)('to a read is read once, and leads go out: %s', async (_, what, answer) => {
    context.convertr.behaviour[what] = answer;
    const submission = newId();
    await enqueue({ submission });
    await until(async () => (await lead(submission)).status === 'delivered');
    await linger();
    expect(count('fields')).toBe(1);
  });
});

test('a campaign with more forms than anybody has is no list of fields: its leads wait, and it is read again after a while', async () => {
  const forms = Array.from({ length: 3000 }, (_, n) => ({ formId: n, formName: '', fields: ['\uFFFD'.repeat(190)] }));
  context.convertr.behaviour.fields = () => broken(forms);
  const submission = newId();
  await enqueue({ submission });
  await until(() => count('fields') > 0);
  await linger();
  expect(count('fields')).toBe(1);
  expect(await lead(submission)).toMatchObject({ status: 'queued', attempts: 0 });
});

describe('when an answer cannot be stored', () => {
  beforeEach(() => {
    context.convertr.behaviour.result = () => Response.json({ qaReasons: 'Unable to Contact' });
  });
  /** Sealing fails until it is restored. */
  const breakSealing = () => vi.spyOn(crypto.subtle, 'encrypt').mockRejectedValue(new Error('Broken.'));

  test('a verdict is polled again after a while, not in a loop', async () => {
    const submission = newId();
    await submit({ submission });
    const broken = breakSealing();
    pass(6 * SECOND);
    await until(() => count('result') > 0);
    await linger();
    expect(count('result')).toBe(1);
    broken.mockRestore();
    pass(10 * MINUTE + SECOND);
    await until(async () => (await lead(submission)).verdict === 'invalid');
  });

  test('a refused lead has an unknown outcome, and is sent again after ten minutes', async () => {
    await submit();
    context.convertr.behaviour.leads = () => REFUSED({ email: { errors: ['No.'] } });
    const submission = newId();
    await enqueue({ submission });
    const broken = breakSealing();
    await until(() => count('leads') === 2);
    await linger();
    expect(count('leads')).toBe(2);
    broken.mockRestore();
    delete context.convertr.behaviour.leads;
    pass(5 * SECOND);
    await until(async () => (await lead(submission)).status === 'unknown');
    pass(10 * MINUTE + SECOND);
    await until(async () => (await lead(submission)).status === 'delivered');
  });

  test('a campaign’s fields are read again after a while', async () => {
    const broken = vi.spyOn(JSON, 'stringify').mockImplementation(((value: object, ...rest: []) => {
      if (value && 'linksMissing' in Object(value) === false && 'fetchedAt' in Object(value))
        throw new Error('Broken.');
      return stringify(value, ...rest);
    }) as typeof JSON.stringify);
    const submission = newId();
    await enqueue({ submission });
    await until(() => count('fields') > 0);
    await linger(400);
    expect(count('fields')).toBe(1);
    broken.mockRestore();
    pass(20 * SECOND);
    await until(async () => (await lead(submission)).status === 'delivered');
  });
});

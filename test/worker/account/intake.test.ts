import { describe, expect, test } from 'vitest';
import {
  ANSWERS,
  account,
  enqueue,
  inside,
  kill,
  lead,
  newId,
  restartWith,
  rows,
  setUp,
  submit,
  toRequest,
  untilQuiet,
} from './support/account.ts';
import { DAY, pass } from './support/clock.ts';
import { inTurn, REFUSED, status } from './support/convertr.ts';

const context = setUp();

describe('a submission', () => {
  test('is delivered with exactly what the campaign’s form lists, and the answer shows it', async () => {
    const answers = { ...ANSWERS, 'form[unlisted]': 'x' };
    expect(await submit({ answers })).toEqual({
      kind: 'delivered',
      leadId: 1000,
      channel: 'Email',
      linkId: 25,
      replayed: false,
    });
    const [sent] = context.convertr.leads;
    expect(sent?.answers).toEqual({ ...ANSWERS, 'form[submit]': 'true' });
    expect(sent?.url.search).toBe('?linkId=25');
  });

  test('is on disk before its caller is acknowledged, with an alarm set', async () => {
    context.convertr.behaviour.leads = async () => status(503);
    const submission = newId();
    expect(await enqueue({ submission })).toMatchObject({ kind: 'queued', replayed: false });
    await kill();
    expect(await lead(submission)).toMatchObject({ answers: ANSWERS });
    expect(await inside((_, state) => state.storage.getAlarm())).not.toBeNull();
  });

  test('costs one login, for any number that reach a cold object at once', async () => {
    const answers = await Promise.all(Array.from({ length: 1000 }, () => enqueue()));
    expect(answers.every(({ kind }) => kind === 'queued')).toBe(true);
    await untilQuiet(55_000);
    expect(context.convertr.count('login')).toBe(1);
    expect(context.convertr.count('fields')).toBe(1);
    expect(context.convertr.leads).toHaveLength(1000);
    expect(context.convertr.highest).toBeLessThanOrEqual(5);
  }, 60_000);

  test('is not stored when its campaign is known to be closed, or the backlog is full', async () => {
    context.convertr.behaviour.leads = () => status(403, { code: 403, message: 'Campaign is fulfilled' });
    expect(await submit()).toMatchObject({ kind: 'queued' });
    expect(await submit()).toEqual({ kind: 'closed', reason: 'fulfilled' });
    expect(await rows()).toHaveLength(1);
    await restartWith({ BACKLOG_CAP: '1' });
    context.convertr.behaviour.leads = () => status(503);
    await enqueue({ campaignId: 5 });
    expect(await enqueue({ campaignId: 5 })).toEqual({ kind: 'full', retryAfterSeconds: 300 });
  });

  test('that looks like a bot’s gets the usual answer, and is sent only when a person releases it', async () => {
    const submission = newId();
    expect(await submit({ submission, signals: ['honeypot'] })).toMatchObject({ kind: 'queued' });
    await untilQuiet();
    expect(context.convertr.leads).toHaveLength(0);
    expect(await account().state('report', submission)).toMatchObject({ status: 'queued', verdict: null });
    await account().retry(submission);
    await untilQuiet();
    expect(context.convertr.leads).toHaveLength(1);
  });
});

describe('the same submission again', () => {
  test('gets the first answer, unchanged, even if its state has changed since', async () => {
    const request = toRequest();
    const first = await account().submit(request);
    await kill();
    expect(await account().submit(request)).toEqual({ ...first, replayed: true });

    const late = toRequest({ answerWithinMs: 0 });
    expect(await account().submit(late)).toMatchObject({ kind: 'queued', replayed: false });
    await untilQuiet();
    expect(await account().submit(late)).toEqual({ kind: 'queued', channel: 'Email', linkId: 25, replayed: true });
    pass(8 * DAY);
    expect(await account().submit(late)).toMatchObject({ kind: 'queued', replayed: true });
    expect(context.convertr.leads).toHaveLength(2);
  });

  test('shares one outcome with those that are on their way: 500 callers, one lead', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    context.convertr.behaviour.leads = async () => {
      await released;
      return undefined;
    };
    const request = toRequest();
    const calls = Array.from({ length: 500 }, () => account().submit(request));
    setTimeout(release, 300);
    const answers = await Promise.all(calls);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ kind: 'delivered', leadId: 1000 });
    expect(context.convertr.leads).toHaveLength(1);
  }, 20_000);

  test('is also recognised by what was posted, even if the form reads it differently now', async () => {
    const request = toRequest();
    const first = await account().submit(request);
    const { 'form[lastName]': _, ...fewer } = ANSWERS;
    expect(await account().submit({ ...request, answers: fewer })).toEqual({ ...first, replayed: true });
    expect(await account().replay('report', request.submission, request.posted)).toEqual({ ...first, replayed: true });
    expect(await account().replay('report', request.submission, fewer)).toBeNull();
    expect(await account().replay('report', newId(), request.posted)).toBeNull();
  });

  test('is recognised in a row of the version that only stored the answers’ hash', async () => {
    const request = toRequest();
    const first = await account().submit(request);
    await inside((sql) =>
      sql.exec("UPDATE leads SET fingerprint = substr(fingerprint, 1, instr(fingerprint, ' ') - 1)"),
    );
    expect(await account().submit(request)).toEqual({ ...first, replayed: true });
    expect(await account().submit({ ...request, answers: {} })).toEqual({ kind: 'conflict' });
  });

  test('with other answers is a conflict, also while the first is on its way', async () => {
    const request = toRequest();
    const changed = { ...ANSWERS, 'form[firstName]': 'Zoe' };
    const other = { ...request, answers: changed, posted: changed };
    const [first, second] = await Promise.all([account().submit(request), account().submit(other)]);
    expect([first.kind, second.kind]).toEqual(['delivered', 'conflict']);
    expect(await account().submit(other)).toEqual({ kind: 'conflict' });
    expect(context.convertr.leads).toHaveLength(1);
  });

  test('is recognised in another order, and by only the visitor’s own answers', async () => {
    const hidden = { 'form[promotion]': 'autumn' };
    const request = toRequest({ answers: { ...ANSWERS, ...hidden }, hidden: ['form[promotion]'] });
    await account().submit(request);
    const reversed = Object.fromEntries(Object.entries(ANSWERS).reverse());
    const again = { ...request, answers: { 'form[promotion]': 'winter', ...reversed }, posted: {} };
    expect(await account().submit(again)).toMatchObject({ replayed: true });
  });

  test('is another one under another form', async () => {
    const request = toRequest();
    await account().submit(request);
    expect(await account().submit({ ...request, form: 'other' })).toMatchObject({ leadId: 1001, replayed: false });
    expect(await account().lead(request.submission)).toEqual({ kind: 'ambiguous', forms: ['other', 'report'] });
  });
});

describe('a refusal', () => {
  const refusal = () => REFUSED({ email: { errors: ['zoe.canary@example.com is already known'] }, firstName: [] });

  test('reaches the visitor without Convertr’s words, and never burns the id', async () => {
    context.convertr.behaviour.leads = inTurn(refusal);
    const request = toRequest();
    expect(await account().submit(request)).toEqual({
      kind: 'refused',
      fields: [{ name: 'form[email]', code: 'refused' }],
    });
    const changed = { ...ANSWERS, 'form[email]': 'other@example.com' };
    const corrected = { ...request, answers: changed, posted: changed };
    expect(await account().submit(corrected)).toMatchObject({ kind: 'delivered', replayed: false });
    expect(await account().submit(corrected)).toMatchObject({ kind: 'delivered', replayed: true });
    expect(await account().submit(request)).toEqual({ kind: 'conflict' });
    expect((await lead(request.submission)).history.map(({ to }) => to)).toEqual([
      'queued',
      'sending',
      'refused',
      'queued',
      'sending',
      'delivered',
    ]);
  });

  test('that came after the visitor had left is listed, with Convertr’s words encrypted', async () => {
    context.convertr.behaviour.leads = inTurn(refusal);
    const request = toRequest({ answerWithinMs: 0 });
    expect(await account().submit(request)).toMatchObject({ kind: 'queued' });
    await untilQuiet();
    expect(await lead(request.submission)).toMatchObject({
      status: 'refused',
      reasons: ['form[email]: zoe.canary@example.com is already known'],
    });
    expect(await inside((sql) => JSON.stringify(sql.exec('SELECT * FROM leads').toArray()))).not.toContain('already');
    // The widget, which missed the answer, asks again: no second try at Convertr.
    expect(await account().submit(request)).toMatchObject({ kind: 'queued', replayed: true });
    expect(context.convertr.count('leads')).toBe(1);
  });

  test('for fields that the form does not have: the list is read again, the lead sent once more, the drift reported', async () => {
    await submit();
    const names = ['form[firstName]', 'form[email]', 'form[submit]'];
    context.convertr.behaviour.fields = () => Response.json([{ formId: 35, formName: '', fields: names }]);
    const strict = inTurn(
      () => REFUSED({}, ['This form should not contain extra fields.']),
      () => status(503),
    );
    context.convertr.behaviour.leads = strict;
    const submission = newId();
    await enqueue({ submission });
    await untilQuiet();
    pass(60_000);
    await untilQuiet();
    expect(await lead(submission)).toMatchObject({ status: 'delivered', flags: ['extra_fields', 'drift'] });
    expect(context.convertr.leads.at(-1)?.answers).not.toHaveProperty('form[lastName]');
    expect((await account().account()).alerts.map(({ cause }) => cause)).toContain('drift:report');
  });

  test('for such fields, twice, is a refusal', async () => {
    context.convertr.behaviour.leads = () => REFUSED({}, ['This form should not contain extra fields.']);
    expect(await submit()).toEqual({ kind: 'refused', fields: [{ name: 'form', code: 'refused' }] });
    expect(context.convertr.count('leads')).toBe(2);
    expect(context.convertr.count('fields')).toBe(2);
  });
});

test('no personal data is readable on disk, nor the query of a page’s URL', async () => {
  await submit({ context: { page: 'https://landing.example.com/?partner=secret-partner#there' } });
  const dump = await inside((sql) =>
    sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
      )
      .toArray()
      .map(({ name }) => JSON.stringify(sql.exec(`SELECT * FROM "${name}"`).toArray(), toText))
      .join('\n'),
  );
  expect(dump).toContain('report');
  for (const word of ['canary', 'Canary', 'Zoë', 'secret-partner', '#there', 'correct-horse', 'publisher@']) {
    expect(dump).not.toContain(word);
  }
});

const toText = (_: string, value: unknown) => (value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value);

test('the backlog’s cap counts bytes as well as rows', async () => {
  await restartWith({ BACKLOG_CAP: '3' });
  context.convertr.behaviour.leads = () => new Promise(() => {});
  const answers = { 'form[firstName]': 'x'.repeat(40_000) };
  expect(await enqueue({ answers })).toMatchObject({ kind: 'queued' });
  expect(await enqueue({ answers })).toMatchObject({ kind: 'queued' });
  expect(await enqueue({ answers })).toMatchObject({ kind: 'full' });
});

test('nothing posted besides the form’s answers is stored, for a lead that is sent or quarantined', async () => {
  const posted = { ...ANSWERS, 'form[unlisted]': 'y'.repeat(40_000) };
  for (const signals of [[], ['x']]) await enqueue({ posted, signals });
  const kept = await inside((sql) => [
    ...sql.exec<{ bytes: number }>('SELECT length(sealed) AS bytes FROM answers WHERE gone = 0'),
    ...sql.exec<{ bytes: number }>('SELECT length(fingerprint) + length(flags) AS bytes FROM leads'),
  ]);
  expect(kept).toHaveLength(4);
  for (const { bytes } of kept) expect(bytes).toBeLessThan(1000);
});

test('Convertr’s reasons fit a row at any length', async () => {
  const words = Array.from({ length: 400 }, () => 'z'.repeat(2000));
  context.convertr.behaviour.leads = () => REFUSED({ email: { errors: words } });
  const submission = newId();
  await submit({ submission });
  expect(await lead(submission)).toMatchObject({ status: 'refused' });
  const { bytes } = await inside((sql) =>
    sql.exec<{ bytes: number }>('SELECT MAX(length(sealed)) AS bytes FROM answers WHERE gone = 0').one(),
  );
  expect(bytes).toBeLessThan(150_000);
});

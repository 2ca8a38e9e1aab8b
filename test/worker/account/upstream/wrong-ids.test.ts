import { describe, expect, test } from 'vitest';
import {
  account,
  enqueue,
  env,
  inside,
  kill,
  lead,
  newId,
  restartWith,
  setUp,
  submit,
  until,
} from '../support/account.ts';
import { MINUTE, pass, SECOND } from '../support/clock.ts';
import { status } from '../support/convertr.ts';

const context = setUp();
const counts = async () => (await account().account()).counts;
const sends = () => context.convertr.count('leads');
/** The alerts, in order. */
const told = () => context.convertr.calls.filter(({ what }) => what === 'webhook').map(({ text }) => text);
const WEBHOOK = { ALERT_WEBHOOK: 'https://hooks.example.com/x' };
const NOT_FOUND = { code: 404, message: 'Not Found' };

/** Convertr knows these ids and no others. */
function know({ publisher = 12, form = 35, campaign = 1234 } = {}): void {
  context.convertr.behaviour.leads = ({ url }) =>
    url.pathname.includes(`/publisher/${publisher}/forms/${form}/campaign/${campaign}/`)
      ? undefined
      : status(404, NOT_FOUND);
  context.convertr.behaviour.fields = ({ url }) => {
    if (!url.pathname.endsWith(`/${campaign}`)) return status(404, NOT_FOUND);
    return Response.json([{ formId: form, formName: 'Form', fields: ['form[email]'] }]);
  };
}

describe('a form whose ids Convertr does not know', () => {
  test('acknowledges only its first lead; nothing more is sent or stored, and others continue', async () => {
    know();
    const first = newId();
    expect(await submit({ submission: first, formId: 99 })).toMatchObject({ kind: 'queued' });
    expect(await lead(first)).toMatchObject({ status: 'held', reason: 'wrong_id', reasons: ['Not Found'] });
    expect(await submit({ formId: 99 })).toEqual({ kind: 'wrong_ids' });
    expect(await enqueue({ formId: 99 })).toEqual({ kind: 'wrong_ids' });
    expect(await submit({ form: 'other' })).toMatchObject({ kind: 'delivered' });
    expect(sends()).toBe(2);
    expect(await counts()).toMatchObject({ held: 1, queued: 0, delivered: 1 });
    // An acknowledged visitor gets the same answer again.
    expect(await submit({ submission: first, formId: 99 })).toMatchObject({ kind: 'queued', replayed: true });
    await kill();
    expect(await submit({ formId: 99 })).toEqual({ kind: 'wrong_ids' });
  });

  test('does not send the leads that wait already', async () => {
    know();
    context.convertr.behaviour.login = () => status(503);
    for (let n = 0; n < 8; n++) await enqueue({ formId: 99 });
    delete context.convertr.behaviour.login;
    pass(MINUTE);
    await until(async () => (await counts()).held === 8);
    // Those that were on their way at once.
    expect(sends()).toBeLessThanOrEqual(5);
    expect(await submit({ formId: 99 })).toEqual({ kind: 'wrong_ids' });
  });

  test.each([
    ['form', { formId: 99 }, /form report: .*formId/],
    ['campaign', { campaignId: 99 }, /form report: .*campaignId/],
    ['publisher', {}, /acme: .*publisherId in CONVERTR_ACCOUNTS/],
  ] as const)('is told once, with the id that is wrong: %s', async (wrong, change, words) => {
    await restartWith(WEBHOOK);
    know(wrong === 'publisher' ? { publisher: 13 } : {});
    await submit(change);
    const found = { form: 'report', wrong, campaignId: 1234, formId: 35, publisherId: 12, ...change };
    await until(async () => (await account().account()).wrongIds[0]?.wrong === wrong);
    expect((await account().account()).wrongIds).toEqual([found]);
    await until(() => told().length > 0);
    for (let tries = 0; tries < 3; tries++) {
      const before = sends();
      pass(5 * MINUTE + SECOND);
      await until(() => sends() > before);
    }
    expect(told()).toEqual([expect.stringMatching(words)]);
  });

  test('causes an alert even if Convertr does not show what it knows', async () => {
    await restartWith(WEBHOOK);
    await submit();
    know({ publisher: 13 });
    context.convertr.behaviour.fields = () => status(503);
    await submit();
    await until(() => told().length > 0);
    expect(told()).toEqual([expect.stringMatching(/formId, campaignId or publisherId/)]);
    expect((await account().account()).wrongIds).toMatchObject([{ wrong: 'unknown' }]);
    // Once it does, the message names the id, and the first one is over.
    delete context.convertr.behaviour.fields;
    pass(6 * MINUTE);
    await until(() => told().some((text) => /publisherId in CONVERTR_ACCOUNTS/.test(text)));
    expect(await account().account()).toMatchObject({ alerts: [{ cause: 'wrong_publisher_id' }] });
  });
});

describe('it recovers automatically', () => {
  const healed = () =>
    until(async () => {
      const { held, queued, sending } = await counts();
      return held + queued + sending === 0;
    });

  test('when Convertr knows the ids: one held lead is tried every five minutes, the others follow', async () => {
    await restartWith(WEBHOOK);
    know({ publisher: 13 });
    context.convertr.behaviour.login = () => status(503);
    for (let n = 0; n < 4; n++) await enqueue();
    delete context.convertr.behaviour.login;
    pass(MINUTE);
    await until(async () => (await counts()).held === 4);
    for (const tries of [1, 2]) {
      const before = sends();
      pass(5 * MINUTE + SECOND);
      if (tries === 2) await kill();
      await account().wake();
      await until(() => sends() > before);
      await until(async () => (await counts()).held === 4);
      expect(sends()).toBe(before + 1);
    }
    know();
    pass(5 * MINUTE + SECOND);
    await healed();
    expect(await counts()).toMatchObject({ delivered: 4 });
    expect(await account().account()).toMatchObject({ wrongIds: [], alerts: [] });
    await until(() => told().some((text) => /Over: /.test(text)));
    expect(await submit()).toMatchObject({ kind: 'delivered' });
  });

  test('when a person sends the held lead again, and Convertr knows the ids by then', async () => {
    know({ publisher: 13 });
    const submission = newId();
    await submit({ submission });
    know();
    expect(await account().retry(submission)).toMatchObject({ kind: 'changed' });
    await until(async () => (await lead(submission)).status === 'delivered');
    expect(await submit()).toMatchObject({ kind: 'delivered' });
  });

  test('when the form’s configuration names other ids: held leads go there with the next visitor', async () => {
    know();
    const held = newId();
    await submit({ submission: held, formId: 99, campaignId: 5 });
    await until(async () => (await account().account()).wrongIds[0]?.wrong === 'campaign');
    expect(await submit({ formId: 35 })).toMatchObject({ kind: 'delivered' });
    await until(async () => (await lead(held)).status === 'delivered');
    expect(await lead(held)).toMatchObject({ campaignId: 1234 });
    expect(await account().account()).toMatchObject({ wrongIds: [], alerts: [] });
  });

  test('and within five minutes without one', async () => {
    know();
    const held = newId();
    await submit({ submission: held, formId: 99 });
    const config = { enterprise: 'acme', campaignId: 1234, formId: 35, origins: [] };
    await env.FORMS.put('report', JSON.stringify(config));
    pass(5 * MINUTE + SECOND);
    await until(async () => (await lead(held)).status === 'delivered');
    await env.FORMS.delete('report');
  });

  test('when the publisher’s id is corrected', async () => {
    know({ publisher: 13 });
    const held = newId();
    await submit({ submission: held });
    expect(await submit()).toEqual({ kind: 'wrong_ids' });
    const accounts = JSON.parse(env.CONVERTR_ACCOUNTS as string);
    accounts.acme.publisherId = 13;
    await restartWith({ CONVERTR_ACCOUNTS: JSON.stringify(accounts) });
    await account().wake();
    await until(async () => (await lead(held)).status === 'delivered');
    expect(await submit()).toMatchObject({ kind: 'delivered' });
  });

  test('after five minutes when no held lead is left to try', async () => {
    know({ publisher: 13 });
    const held = newId();
    await submit({ submission: held });
    await account().discard(held);
    expect(await submit()).toEqual({ kind: 'wrong_ids' });
    know();
    pass(5 * MINUTE + SECOND);
    expect(await submit()).toMatchObject({ kind: 'delivered' });
    expect(await inside((sql) => sql.exec("SELECT value FROM meta WHERE key = 'wrong_ids'").one().value)).toBe('{}');
  });
});

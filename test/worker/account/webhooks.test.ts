import { describe, expect, test } from 'vitest';
import type { SubmitRequest } from '../../../worker/account-api.ts';
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
} from './support/account.ts';
import { DAY, HOUR, pass } from './support/clock.ts';
import { inTurn, REFUSED, status } from './support/convertr.ts';

const context = setUp();

const URL = 'https://hooks.example.com/leads';
const withReceiver = (change: Partial<SubmitRequest> = {}): Partial<SubmitRequest> => ({
  submission: newId(),
  webhooks: [{ url: URL }],
  ...change,
});
const start = () => restartWith({ WEBHOOK_SECRET: `whsec_${btoa('0123456789abcdefghijklmnopqrstuv')}` });

interface Message {
  type: string;
  data: Record<string, unknown>;
}

const told = (): Message[] =>
  context.convertr.calls.filter(({ what }) => what === 'webhook').map(({ text }) => JSON.parse(text) as Message);
const types = (): string[] => told().map(({ type }) => type);

describe('a form’s receiver', () => {
  test.each([
    { what: 'a lead that Convertr takes', answers: [], expected: ['lead.stored', 'lead.delivered'] },
    {
      what: 'a lead that Convertr refuses',
      answers: [() => REFUSED({ email: { errors: ['Bad.'] } })],
      expected: ['lead.stored', 'lead.refused'],
    },
    { what: 'a lead that is held', answers: [() => status(422)], expected: ['lead.stored', 'lead.held'] },
  ])('gets an alert: $what', async ({ answers, expected }) => {
    await start();
    if (answers.length > 0) context.convertr.behaviour.leads = inTurn(...answers);
    await enqueue(withReceiver());
    await until(() => types().length >= expected.length);
    expect(types()).toEqual(expected);
  });

  test('is notified of a quarantined lead once it is released', async () => {
    await start();
    const request = withReceiver({ signals: ['honeypot'] });
    await submit(request);
    await enqueue({ webhooks: [{ url: URL, events: ['lead.stored'] }] });
    await until(() => types().length > 0);
    expect(told()[0]?.data.submission).not.toBe(request.submission);
    await account().retry(request.submission ?? '');
    await until(() => told().some(({ data }) => data.submission === request.submission));
    expect(told().find(({ data }) => data.submission === request.submission)?.type).toBe('lead.stored');
  });

  test('gets attempts for three days, then no more, and an alert is sent', async () => {
    await start();
    context.convertr.behaviour.webhook = () => status(500);
    const request = withReceiver({ webhooks: [{ url: URL, events: ['lead.stored'] }] });
    await submit(request);
    const report = async () => (await lead(request.submission ?? '')).webhooks[0];
    await until(async () => (await report())?.tries.length === 1);
    for (let turn = 0; turn < 40 && (await report())?.state === 'waiting'; turn++) {
      const tries = (await report())?.tries.length ?? 0;
      pass(Date.parse((await report())?.nextAt ?? '') - Date.now());
      await until(async () => ((await report())?.tries.length ?? 0) > tries);
    }
    const last = await report();
    expect(last).toMatchObject({ state: 'failed', nextAt: null });
    const tries = last?.tries.map(({ at }) => Date.parse(at)) ?? [];
    expect((tries.at(-1) ?? 0) - (tries[0] ?? 0)).toBeGreaterThan(3 * DAY - 8 * HOUR);
    expect((tries.at(-1) ?? 0) - (tries[0] ?? 0)).toBeLessThanOrEqual(3 * DAY);
    expect((await account().account()).alerts.map(({ cause }) => cause)).toContain('webhooks');

    context.convertr.behaviour.webhook = () => status(200);
    await account().sendWebhookAgain(request.submission ?? '', last?.message ?? '');
    await until(async () => (await report())?.state === 'arrived');
    expect((await account().account()).alerts.map(({ cause }) => cause)).not.toContain('webhooks');
  });

  test('gets a message again after the object died while it was sent', async () => {
    await start();
    let asked = 0;
    context.convertr.behaviour.webhook = () => {
      asked += 1;
      return asked === 1 ? new Promise<Response>(() => undefined) : status(200);
    };
    const request = withReceiver({ webhooks: [{ url: URL, events: ['lead.stored'] }] });
    await enqueue(request);
    await until(() => asked === 1);
    await kill();
    pass(60_000);
    await until(async () => (await lead(request.submission ?? '')).webhooks[0]?.state === 'arrived');
    expect(asked).toBe(2);
  });

  test('gets no answers of a person who was erased before they were sent', async () => {
    await start();
    context.convertr.behaviour.webhook = inTurn(() => status(500));
    const request = withReceiver({ webhooks: [{ url: URL, events: ['lead.delivered'], answers: true }] });
    await submit(request);
    await until(() => told().length === 1);
    expect(told()[0]?.data.answers).toMatchObject({ 'form[email]': 'zoe.canary@example.com' });
    await account().erase('zoe.canary@example.com');
    pass(10_000);
    await until(() => told().length === 2);
    expect(told()[1]?.data).not.toHaveProperty('answers');
  });

  describe.each<{ what: string; context: SubmitRequest['context']; told: Record<string, string> | undefined }>([
    {
      what: 'the click ids of the page, in any case and behind the hash, and no other parameter',
      context: { page: 'https://a.example.com/?GCLID=g1&utm_source=mail&email=zoe&_hsenc=h1#fbclid=f1' },
      told: { gclid: 'g1', _hsenc: 'h1', fbclid: 'f1' },
    },
    {
      what: 'those of the last touch where the form counts that',
      context: { page: 'https://a.example.com/?gclid=last', landing: 'https://a.example.com/?gclid=first' },
      told: { gclid: 'last' },
    },
    {
      what: 'those of the first touch where the form counts that',
      context: {
        page: 'https://a.example.com/?gclid=last',
        landing: 'https://a.example.com/?gclid=first',
        touch: 'first',
      },
      told: { gclid: 'first' },
    },
    {
      what: 'none where the visit has none',
      context: { page: 'https://a.example.com/?utm_source=x' },
      told: undefined,
    },
    {
      what: 'no e-mail address under a click id’s name',
      context: { page: 'https://a.example.com/?mc_eid=zoe@example.com&gclid=g1' },
      told: { gclid: 'g1' },
    },
  ])('is told $what', ({ context: visit, told: expected }) => {
    test.each([[false], [true]])('with answers: %s', async (answers) => {
      await start();
      await submit(withReceiver({ context: visit, webhooks: [{ url: URL, events: ['lead.delivered'], answers }] }));
      await until(() => told().length === 1);
      expect(told()[0]?.data.clickIds).toEqual(expected);
    });
  });

  test.each([
    ['in full, however long it is', 'x'.repeat(500), 'x'.repeat(500)],
    ['unless it holds an e-mail address', 'zoe@example.com', undefined],
    ['where the form has one', undefined, undefined],
  ])('is told the report value %s', async (_, reportValue, expected) => {
    await start();
    const context = reportValue === undefined ? {} : { reportValue };
    await submit(withReceiver({ ...(reportValue !== undefined && { reportValue }), context }));
    await until(() => types().includes('lead.delivered'));
    expect(told().map(({ data }) => data.value)).toEqual([expected, expected]);
  });

  test('is told no click id of a person who was erased, or whose answers are deleted, and still the report value', async () => {
    await start();
    const visit = { context: { page: 'https://a.example.com/?gclid=g1', reportValue: 'p1' }, reportValue: 'p1' };
    const erased = withReceiver({ ...visit, answers: { 'form[email]': 'gone@example.com' } });
    const kept = withReceiver(visit);
    await submit(erased);
    await submit(kept);
    await until(() => types().filter((type) => type === 'lead.delivered').length === 2);
    await account().erase('gone@example.com');
    const flips = async (...submissions: (string | undefined)[]) => {
      const before = told().length;
      // Verdicts are also asked for automatically, and any of them may flip first.
      const flipped = () =>
        submissions.flatMap((asked) =>
          told()
            .slice(before)
            .filter(({ data }) => data.submission === asked),
        );
      for (const submission of submissions) await account().askVerdict(submission ?? '');
      await until(() => flipped().length === submissions.length);
      return flipped().map(({ data }) => [data.submission, data.clickIds, data.value]);
    };
    context.convertr.behaviour.result = () => new Response('');
    expect(await flips(erased.submission, kept.submission)).toEqual([
      [erased.submission, undefined, 'p1'],
      [kept.submission, { gclid: 'g1' }, 'p1'],
    ]);
    pass(8 * DAY);
    await until(() =>
      inside((sql) => sql.exec('SELECT 1 FROM leads WHERE answers_id IS NOT NULL').toArray().length === 0),
    );
    context.convertr.behaviour.result = () => Response.json({ qaReasons: '', failedJobs: ['Unable to Contact'] });
    expect(await flips(kept.submission)).toEqual([[kept.submission, undefined, 'p1']]);
  });

  test('is forgotten with its lead', async () => {
    await start();
    const request = withReceiver();
    await submit(request);
    await until(() => types().includes('lead.delivered'));
    pass(400 * DAY);
    await until(() => inside((sql) => sql.exec('SELECT 1 FROM leads').toArray().length === 0));
    expect(await inside((sql) => sql.exec('SELECT 1 FROM webhooks').toArray())).toEqual([]);
    expect(await inside((sql) => sql.exec('SELECT 1 FROM webhook_tries').toArray())).toEqual([]);
  });

  test('has no alert any more once the leads that it missed are deleted', async () => {
    await start();
    context.convertr.behaviour.webhook = () => status(500);
    const causes = async () => (await account().account()).alerts.map(({ cause }) => cause);
    await submit(withReceiver({ webhooks: [{ url: URL, events: ['lead.stored'] }] }));
    await until(() => types().length === 1);
    pass(4 * DAY);
    await until(async () => (await causes()).includes('webhooks'));
    pass(400 * DAY);
    await until(async () => !(await causes()).includes('webhooks'));
  });

  test.each([
    ['is taken out of its form', []],
    ['gives way to another one', [{ url: 'https://hooks.example.com/other' }]],
  ])('is no longer complained of once it %s', async (_what, targets) => {
    await start();
    context.convertr.behaviour.webhook = () => status(500);
    const causes = async () => (await account().account()).alerts.map(({ cause }) => cause);
    await submit(withReceiver({ webhooks: [{ url: URL, events: ['lead.stored'] }] }));
    await until(() => types().length === 1);
    pass(4 * DAY);
    await until(async () => (await causes()).includes('webhooks'));
    await account().setWebhooks('another', targets);
    expect(await causes()).toContain('webhooks');
    await account().setWebhooks('report', targets);
    expect(await causes()).not.toContain('webhooks');
  });

  test('does not exist for a form that names none', async () => {
    await start();
    await submit({ submission: newId() });
    expect(await inside((sql) => sql.exec('SELECT 1 FROM webhooks').toArray())).toEqual([]);
    expect(env.WEBHOOK_SECRET).toBeDefined();
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AccountState, LostVisits } from '../../../../worker/account-api.ts';
import { installClock, MINUTE, pass, SECOND } from '../../account/support/clock.ts';
import { type Convertr, stubConvertr } from '../support/convertr.ts';
import { admin, ask, changeForm, saveForm, submit } from '../support/leadwire.ts';

const STRANGE = 'https://strange.example.com';
let convertr: Convertr;
beforeEach(() => {
  installClock();
  convertr = stubConvertr();
});
afterEach(() => vi.unstubAllGlobals());

const alertsOf = async (form: string) => {
  const state = (await (await admin('accounts/acme')).json()) as AccountState;
  return state.alerts.filter(({ cause }) => cause.endsWith(`:${form}`));
};

/** Far enough apart for each to be reported immediately. */
async function repeat(times: number, visit: () => Promise<unknown>): Promise<void> {
  for (let n = 0; n < times; n++) {
    await visit();
    pass(6 * MINUTE);
  }
}

const WAYS: [way: string, visit: (form: string) => Promise<Response>][] = [
  ['a page that asks for the form', (form) => ask(`/v1/forms/${form}`, { headers: { Origin: STRANGE } })],
  ['a page that sends a lead', (form) => submit(form, { headers: { Origin: STRANGE } })],
  ['a page with the script', (form) => ask(`/widget.js?form=${form}`, { headers: { Referer: `${STRANGE}/` } })],
];

describe('an alert reports a refused origin', () => {
  test.each(WAYS)('to %s, ten times over, until it is allowed', async (_way, visit) => {
    const form = await saveForm();
    await repeat(9, () => visit(form));
    expect(await alertsOf(form)).toEqual([]);
    await repeat(1, () => visit(form));
    await vi.waitFor(async () =>
      expect(await alertsOf(form)).toMatchObject([{ cause: `origin_refused:${form}`, origins: [STRANGE] }]),
    );
    expect(await changeForm(form, { origins: [STRANGE] })).toBe(200);
    expect(await alertsOf(form)).toEqual([]);
  });

  test.each([
    ['null'],
    ['chrome-extension://abcdefgh'],
    ['https://strange.example.com/path'],
    ["https://a';b.example.com"],
    [`https://${'long.'.repeat(30)}example.com`],
  ])('but not of %s, which no page could be allowed for', async (origin) => {
    const form = await saveForm();
    await repeat(12, () => ask(`/v1/forms/${form}`, { headers: { Origin: origin } }));
    expect(await alertsOf(form)).toEqual([]);
  });
});

describe('an alert reports visitors after the campaign has ended', () => {
  let campaigns = 71_000;
  async function saveEnded(config: Record<string, unknown> = {}): Promise<string> {
    campaigns += 1;
    const form = await saveForm({ campaignId: campaigns, ...config });
    convertr.lead = { status: 403, body: { message: 'Campaign is fulfilled' } };
    await ask(`/v1/forms/${form}`);
    expect((await submit(form)).status).toBe(202);
    return form;
  }

  test.each<[way: string, visit: (form: string) => Promise<Response>]>([
    ['ask for it', (form) => ask(`/v1/forms/${form}`)],
    ['load the script', (form) => ask(`/widget.js?form=${form}`)],
    ['open the hosted page', (form) => ask(`/f/${form}`)],
    ['send leads', (form) => submit(form)],
    ['send leads without a script', (form) => submit(form, { headers: { Accept: 'text/html' } })],
  ])('who %s, until another form replaces it', async (_way, visit) => {
    const form = await saveEnded();
    await repeat(11, () => visit(form));
    await vi.waitFor(async () => expect(await alertsOf(form)).toMatchObject([{ cause: `visits_after_end:${form}` }]));
    expect(await changeForm(form, { campaignId: campaigns, closedForm: await saveForm() })).toBe(200);
    expect(await alertsOf(form)).toEqual([]);
    await repeat(11, () => visit(form));
    expect(await alertsOf(form)).toEqual([]);
  });
});

test('a thousand visits in five minutes are a handful of calls, and none of them is lost', async () => {
  const form = await saveForm();
  const told: LostVisits[] = [];
  const noteLostVisits = async (visits: LostVisits) => void told.push(visits);
  const ACCOUNTS = { idFromName: () => 'id', get: () => ({ noteLostVisits }) } as never;
  const visit = (origin: string) => ask(`/v1/forms/${form}`, { headers: { Origin: origin } }, { ACCOUNTS });
  for (let n = 0; n < 1000; n++) {
    expect((await visit(`https://site-${n % 50}.example.com`)).status).toBe(403);
    pass(0.3 * SECOND);
  }
  expect(told.length).toBeLessThan(12);
  pass(10 * MINUTE);
  await visit(STRANGE);
  expect(told.reduce((sum, { count }) => sum + count, 0)).toBe(1001);
  expect(Math.max(...told.map(({ origins }) => origins.length))).toBeLessThanOrEqual(5);
});

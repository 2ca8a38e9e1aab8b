import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LeadRow } from '../../../worker/account-api.ts';
import { OVERFLOW_OBJECTS } from '../../../worker/overflow/object-index.ts';
import type { Env } from '../../../worker/settings/env.ts';
import { type Convertr, stubConvertr } from './support/convertr.ts';
import { ANSWERS, admin, ask, env, readProblem, rowsOf, saveForm, submit } from './support/leadwire.ts';

let convertr: Convertr;
/** The binding that works. */
const { ACCOUNTS } = env;

/** From now on, no call reaches the account's object: neither one of a route nor one of an overflow object. */
function breakAccount(): void {
  const object = new Proxy(
    {},
    {
      get: () => () => {
        throw new Error('Network connection lost.');
      },
    },
  );
  Object.assign(env, { ACCOUNTS: { idFromName: () => 'id', get: () => object } as unknown as Env['ACCOUNTS'] });
}

const mendAccount = () => Object.assign(env, { ACCOUNTS });

const stubs = () =>
  Array.from({ length: OVERFLOW_OBJECTS }, (_, index) => env.OVERFLOW.get(env.OVERFLOW.idFromName(`acme/${index}`)));

/** Lets every overflow object hand over what it keeps. */
async function handOver(): Promise<void> {
  for (const stub of stubs()) await runDurableObjectAlarm(stub);
}

/** Bytes of every row of every overflow object. */
async function readAll(): Promise<string> {
  const texts = await Promise.all(
    stubs().map((stub) =>
      runInDurableObject(stub, (_, state) =>
        state.storage.sql
          .exec('SELECT * FROM kept')
          .toArray()
          .map((row) =>
            Object.values(row)
              .map((value) => (value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value) : `${value}`))
              .join(' '),
          )
          .join('\n'),
      ),
    ),
  );
  return texts.join('\n').trim();
}

beforeEach(() => {
  convertr = stubConvertr();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

// What a test leaves behind would arrive in the middle of the next one.
afterEach(async () => {
  mendAccount();
  await handOver();
});

describe('while the account’s object does not answer', () => {
  test('a submission is kept and acknowledged, and delivered once the object is back', async () => {
    const form = await saveForm();
    await submit(form);
    breakAccount();
    const submission = crypto.randomUUID();
    const response = await submit(form, { submission });
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ submission, status: 'queued', channel: 'Direct' });
    mendAccount();
    await handOver();
    await vi.waitFor(async () => {
      const row = (await rowsOf(form)).find((each) => each.submission === submission);
      expect(row?.status).toBe('delivered');
    });
    expect(convertr.leads).toHaveLength(2);
    expect(await readAll()).toBe('');
  });

  test('the same submission meets the same object: it is replayed, and other answers are a conflict', async () => {
    const form = await saveForm();
    await submit(form);
    breakAccount();
    const submission = crypto.randomUUID();
    const first = await submit(form, { submission });
    const again = await submit(form, { submission });
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual({ ...((await first.json()) as object), replayed: true });
    const other = await submit(form, { submission, answers: { ...ANSWERS, 'form[firstName]': 'Ada' } });
    expect(other.status).toBe(409);
  });

  test('its public state reads as queued, and nothing in the object is readable', async () => {
    const form = await saveForm();
    await submit(form);
    breakAccount();
    const submission = crypto.randomUUID();
    await submit(form, { submission });
    const state = await ask(`/v1/forms/${form}/leads/${submission}`);
    expect(state.status).toBe(200);
    expect(await state.json()).toMatchObject({ submission, status: 'queued', verdict: null });
    const kept = await readAll();
    expect(kept).toContain(submission);
    expect(kept).not.toContain('example.com');
    expect(kept).not.toContain('Hara');
  });

  test.each([
    ['as it was typed', (name: string) => `${name}@bücher.example`],
    ['by another spelling', (name: string) => `Zoë <mailto:${name.toUpperCase()}@xn--bcher-kva.example>`],
  ])('a person is found and erased there, too, %s', async (_, spell) => {
    const form = await saveForm();
    await submit(form);
    breakAccount();
    const name = crypto.randomUUID();
    await submit(form, { answers: { ...ANSWERS, 'form[email]': `${name}\u200b@bücher.example` } });
    const email = spell(name);
    mendAccount();
    const found = (await (await admin('find', { method: 'POST', json: { email } })).json()) as {
      accounts: { enterprise: string; leads: { form: string }[] }[];
    };
    expect(found.accounts.find(({ enterprise }) => enterprise === 'acme')?.leads).toMatchObject([{ form }]);
    const erased = (await (await admin('erase', { method: 'POST', json: { email } })).json()) as {
      accounts: { enterprise: string; erased: number }[];
    };
    expect(erased.accounts.find(({ enterprise }) => enterprise === 'acme')).toMatchObject({
      found: 1,
      erased: 1,
      discarded: 1,
    });
    const before = convertr.leads.length;
    await handOver();
    expect(convertr.leads).toHaveLength(before);
  });

  test('the account shows how many submissions are kept for it', async () => {
    const form = await saveForm();
    await submit(form);
    breakAccount();
    await submit(form);
    const { accounts } = (await (await admin('accounts')).json()) as {
      accounts: { enterprise: string; unreachable?: boolean; overflow?: { waiting: number } }[];
    };
    const acme = accounts.find(({ enterprise }) => enterprise === 'acme');
    expect(acme).toMatchObject({ unreachable: true, overflow: { waiting: expect.any(Number) } });
    expect(acme?.overflow?.waiting).toBeGreaterThan(0);
  });

  test('the account also shows them while it responds, until they are handed over', async () => {
    const form = await saveForm();
    await submit(form);
    breakAccount();
    await submit(form);
    mendAccount();
    const read = async () => {
      const one = (await (await admin('accounts/acme')).json()) as { overflow: unknown };
      const { accounts } = (await (await admin('accounts')).json()) as { accounts: { enterprise: string }[] };
      expect(accounts.find(({ enterprise }) => enterprise === 'acme')).toMatchObject({ overflow: one.overflow });
      return one.overflow;
    };
    expect(await read()).toEqual({ waiting: 1, oldestWaiting: expect.stringMatching(/^\d{4}-.*Z$/) });
    await handOver();
    expect(await read()).toEqual({ waiting: 0, oldestWaiting: null });
  });

  test('an overflow object that hangs is given up after ten seconds', async () => {
    const form = await saveForm();
    await submit(form);
    breakAccount();
    const hanging = { idFromName: () => 'id', get: () => ({ keep: () => new Promise(() => {}) }) };
    const waits: number[] = [];
    const { setTimeout } = globalThis;
    // Ten seconds pass at once.
    vi.stubGlobal('setTimeout', (work: () => void, ms: number) => {
      waits.push(ms);
      return setTimeout(work, ms === 10_000 ? 0 : ms);
    });
    const response = await submit(form, { vars: { OVERFLOW: hanging as unknown as Env['OVERFLOW'] } });
    vi.unstubAllGlobals();
    convertr = stubConvertr();
    expect(waits).toContain(10_000);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
  });

  test('the answer is 503 only when both are down, and nothing was acknowledged', async () => {
    const form = await saveForm();
    await submit(form);
    breakAccount();
    const gone = { idFromName: () => 'id', get: () => ({}) } as unknown as Env['OVERFLOW'];
    const response = await submit(form, { vars: { OVERFLOW: gone } });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect((await readProblem(response)).retryAfter).toBe(5);
  });
});

test('a submission that reached both objects is one lead', async () => {
  const form = await saveForm();
  await submit(form);
  breakAccount();
  const submission = crypto.randomUUID();
  expect((await submit(form, { submission })).status).toBe(202);
  mendAccount();
  expect((await submit(form, { submission })).status).toBe(201);
  await handOver();
  expect((await rowsOf(form)).filter((row) => row.submission === submission)).toHaveLength(1);
  expect(convertr.leads).toHaveLength(2);
});

test('submissions under load are all acknowledged, none is lost, and none is in the ledger twice', async () => {
  const form = await saveForm();
  await submit(form);
  const ids = Array.from({ length: 60 }, () => crypto.randomUUID());
  const send = (submission: string) => submit(form, { submission });
  breakAccount();
  const first = await Promise.all(ids.slice(0, 40).map(send));
  mendAccount();
  const rest = await Promise.all([...ids.slice(40).map(send), handOver()]);
  await handOver();
  expect(
    [...first, ...rest].flatMap((answer) => answer?.status ?? []).every((status) => [201, 202].includes(status)),
  ).toBe(true);
  await vi.waitFor(async () => {
    const { leads: rows } = (await (await admin(`leads?enterprise=acme&form=${form}&limit=200`)).json()) as {
      leads: LeadRow[];
    };
    expect(new Set(rows.map(({ submission }) => submission)).size).toBe(rows.length);
    expect(rows.filter(({ submission, status }) => ids.includes(submission) && status === 'delivered')).toHaveLength(
      60,
    );
  }, 20_000);
  expect(await readAll()).toBe('');
});

import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { afterEach, beforeEach, vi } from 'vitest';
import type { Account } from '../../../../worker/account/account.ts';
import { Alarm } from '../../../../worker/account/alarm.ts';
import type { AccountApi, LeadDetail, LeadRow, SubmitRequest } from '../../../../worker/account-api.ts';
import type { Env } from '../../../../worker/settings/env.ts';
import { installClock } from './clock.ts';
import { type Convertr, stubConvertr } from './convertr.ts';

export const env = bindings as unknown as Env;
const usual = { ...env };

/** The object's stub. A new one each time, because a stub that has seen its object die is broken. */
const stub = () => env.ACCOUNTS.get(env.ACCOUNTS.idFromName('acme')) as unknown as DurableObjectStub<Account>;
export const account = () => stub() as unknown as AccountApi;

/** Each test has a clock, a Convertr and an empty object of its own. */
export function setUp(): { convertr: Convertr } {
  const context = {} as { convertr: Convertr };
  beforeEach(async () => {
    installClock();
    context.convertr = stubConvertr();
    watchAlarms();
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    vi.stubGlobal('fetch', () => new Promise(() => {}));
    for (const key of Object.keys(env)) if (!(key in usual)) delete (env as unknown as Record<string, unknown>)[key];
    Object.assign(env, usual);
    await kill();
    await inside((_, state) => state.storage.deleteAll());
    await kill();
    const { keys } = await env.CACHE.list();
    await Promise.all(keys.map(({ name }) => env.CACHE.delete(name)));
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  return context;
}

/** Other secrets or bindings, from the object's next start on. */
export async function restartWith(vars: Partial<Env>): Promise<void> {
  Object.assign(env, vars);
  await kill();
}

/** The process dies, and everything in memory is lost. */
export async function kill(): Promise<void> {
  await abortAllDurableObjects();
  firing = running = undefined;
}

let firing: Promise<boolean> | undefined;
/** The alarm that runs now. On a slow machine the platform fires some before a test does. */
let running: Promise<void> | undefined;
const RUNS_MS = 1000;

function watchAlarms(): void {
  const { run } = Alarm.prototype;
  vi.spyOn(Alarm.prototype, 'run').mockImplementation(function (this: Alarm) {
    const ran = run.call(this).finally(() => {
      if (running === ran) running = undefined;
    });
    running = ran;
    return ran;
  });
}

/** Fires the alarm, if one is set. One that runs sets the next as it ends, unless it waits for a call that hangs. */
export async function fireAlarm(): Promise<boolean> {
  if (running) await Promise.race([running, new Promise((resolve) => setTimeout(resolve, RUNS_MS))]);
  return runDurableObjectAlarm(stub());
}

export const inside = <T>(work: (sql: SqlStorage, state: DurableObjectState) => T | Promise<T>): Promise<T> =>
  runInDurableObject(stub(), (_, state) => work(state.storage.sql, state));

/** Advances the time, with alarms, until a condition is true. */
export async function until(holds: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> {
  const started = performance.now();
  while (!(await holds())) {
    if (performance.now() - started > withinMs) throw new Error('It did not come to pass.');
    const at = await inside((_, state) => state.storage.getAlarm());
    // One at a time, as the platform does it; an alarm that waits for a call that hangs is not waited for.
    if (!firing && at !== null && at <= Date.now()) {
      const fires = fireAlarm().catch(() => false);
      firing = fires;
      void fires.then(() => {
        if (firing === fires) firing = undefined;
      });
    }
    await Promise.race([firing, scheduler.wait(20)]);
    await scheduler.wait(5);
  }
}

/** Until nothing that is due is left. */
export const untilQuiet = (withinMs?: number): Promise<void> =>
  until(
    () =>
      inside((sql) => {
        const due = 'SELECT 1 FROM leads WHERE lane IS NOT NULL AND due <= ?';
        return sql.exec(`${due} UNION SELECT 1 FROM leads WHERE status = 'sending'`, Date.now()).toArray().length === 0;
      }),
    withinMs,
  );

/** Lets what could happen now happen, when nothing should. */
export async function linger(ms = 150): Promise<void> {
  const started = performance.now();
  await until(() => performance.now() - started > ms);
}

export const newId = (): string => crypto.randomUUID();

export const ANSWERS = {
  'form[firstName]': 'Zoë',
  'form[lastName]': 'Canary',
  'form[email]': 'zoe.canary@example.com',
};

export function toRequest(change: Partial<SubmitRequest> = {}): SubmitRequest {
  return {
    form: 'report',
    submission: newId(),
    campaignId: 1234,
    formId: 35,
    answers: ANSWERS,
    hidden: [],
    posted: change.answers ?? ANSWERS,
    emails: ['form[email]'],
    context: { page: 'https://landing.example.com/' },
    channel: 'Email',
    linkId: 25,
    flags: [],
    isDrifted: false,
    onUnknown: 'resend',
    minGapSeconds: 0,
    signals: [],
    answerWithinMs: 2000,
    ...change,
  };
}

export const submit = (change: Partial<SubmitRequest> = {}) => account().submit(toRequest(change));
/** Submits without waiting for Convertr. */
export const enqueue = (change: Partial<SubmitRequest> = {}) => submit({ answerWithinMs: 0, ...change });

export async function lead(submission: string): Promise<LeadDetail> {
  const found = await account().lead(submission);
  if (found.kind !== 'found') throw new Error(`The lead is ${found.kind}.`);
  return found.lead;
}

export const rows = async (): Promise<LeadRow[]> => (await account().leads({ limit: 200 })).leads;

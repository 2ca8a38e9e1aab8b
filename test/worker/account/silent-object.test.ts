import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import worker from '../../../worker/index.ts';
import { env, kill } from './support/account.ts';
import { installClock, MINUTE, pass } from './support/clock.ts';

const WEBHOOK = 'https://hooks.example.com/alert';
let messages: string[];
let calls: string[];
let isSilent: boolean;

/** The cron runs, a minute after the last time. @param vars of the Worker, not of the object. */
async function runCron(vars: Partial<typeof env> = { ACCOUNTS: stubObject() }): Promise<void> {
  await worker.scheduled({} as never, { ...env, ...vars, ALERT_WEBHOOK: WEBHOOK });
  pass(MINUTE);
}

function stubObject(): (typeof env)['ACCOUNTS'] {
  const object = {
    wake: async () => {
      if (isSilent) throw new Error('The constructor threw.');
    },
  };
  return {
    idFromName: (name: string) => {
      calls.push(name);
      return name;
    },
    get: () => object,
  } as never;
}

beforeEach(async () => {
  installClock();
  messages = [];
  calls = [];
  isSilent = false;
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    messages.push(JSON.parse(String(init.body)).text);
    return new Response('');
  });
  await env.FORMS.put('place:acme', '');
});

afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await env.FORMS.delete('place:acme');
  await env.CACHE.delete('silent:acme');
});

test('an object that does not respond for minutes causes one alert, and one message when it responds again', async () => {
  isSilent = true;
  await runCron();
  await runCron();
  expect(messages).toEqual([]);
  for (let minute = 0; minute < 5; minute++) await runCron();
  expect(messages).toHaveLength(1);
  expect(messages[0]).toContain('acme: the object that stores the leads does not respond');
  isSilent = false;
  await runCron();
  await runCron();
  expect(messages.slice(1)).toEqual([`Over: ${messages[0]}`]);
});

test('an object whose constructor throws causes an alert, and one message when it starts again', async () => {
  const CONVERTR_ACCOUNTS = env.CONVERTR_ACCOUNTS ?? '';
  // The object reads another version of the secret than the Worker that calls it.
  Object.assign(env, { CONVERTR_ACCOUNTS: '{}' });
  await kill();
  for (let minute = 0; minute < 5; minute++) await runCron({ CONVERTR_ACCOUNTS });
  expect(messages).toEqual([expect.stringContaining('acme: the object that stores the leads does not respond')]);
  Object.assign(env, { CONVERTR_ACCOUNTS });
  await kill();
  await runCron({});
  expect(messages.slice(1)).toEqual([`Over: ${messages[0]}`]);
});

test('a restart causes no alert', async () => {
  isSilent = true;
  await runCron();
  isSilent = false;
  for (let minute = 0; minute < 5; minute++) await runCron();
  expect(messages).toEqual([]);
});

test('an account that never had a submission is not woken: the call would place its object', async () => {
  await runCron();
  expect(new Set(calls)).toEqual(new Set(['acme']));
});

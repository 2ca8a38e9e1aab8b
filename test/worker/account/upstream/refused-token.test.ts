import { expect, test } from 'vitest';
import { account, enqueue, env, kill, restartWith, setUp, submit, until } from '../support/account.ts';
import { MINUTE, pass } from '../support/clock.ts';
import { status } from '../support/convertr.ts';

const context = setUp();
const delivered = async () => (await account().account()).counts.delivered;
const calls = (token: string) => context.convertr.calls.filter((call) => call.token === token).length;
/** Delivers a lead, so that a token is in use and its copy is in KV. */
async function useToken(): Promise<string> {
  await submit();
  await until(async () => (await env.CACHE.get('token:acme')) !== null);
  return [...context.convertr.tokens][0] as string;
}

test('a token that was refused is not read from KV by the next object, when the first dies before the new login', async () => {
  const token = await useToken();
  context.convertr.tokens.clear();
  context.convertr.behaviour.login = () => new Promise<never>(() => {});
  await enqueue();
  await until(() => context.convertr.count('login') === 2);
  const used = calls(token);
  await kill();
  delete context.convertr.behaviour.login;
  pass(MINUTE);
  await until(async () => (await delivered()) === 2);
  expect(calls(token)).toBe(used);
});

test('nor is the second one, which pauses the account', async () => {
  await useToken();
  context.convertr.behaviour.leads = () => status(401);
  await enqueue();
  await until(async () => (await account().account()).paused?.reason === 'unauthorized');
  const [, second] = [...context.convertr.tokens] as [string, string];
  const used = calls(second);
  await kill();
  delete context.convertr.behaviour.leads;
  pass(6 * MINUTE);
  await until(async () => (await delivered()) === 2);
  expect(calls(second)).toBe(used);
  expect((await account().account()).paused).toBeNull();
});

test('nor is one of other credentials, after they are changed back', async () => {
  const token = await useToken();
  const before = env.CONVERTR_ACCOUNTS as string;
  context.convertr.tokens.clear();
  await restartWith({ CONVERTR_ACCOUNTS: before.replace('correct-horse', 'battery-staple') });
  const used = calls(token);
  context.convertr.behaviour.login = () => status(503);
  await enqueue();
  await until(() => context.convertr.count('login') === 2);
  delete context.convertr.behaviour.login;
  await restartWith({ CONVERTR_ACCOUNTS: before });
  pass(MINUTE);
  await until(async () => (await delivered()) === 2);
  expect(calls(token)).toBe(used);
});

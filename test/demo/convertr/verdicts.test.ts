import { expect, test } from 'vitest';
import { ADA, ADVANCED, startSimulator } from './support.ts';

async function startWithToken() {
  const sim = await startSimulator();
  const token = await sim.token();
  const send = async (answers: Record<string, string>): Promise<number> =>
    (await (await sim.lead(token, answers, ADVANCED)).json()).data;
  const result = async (id: number) => {
    const response = await sim.get(`/api/v2.1/publisher/12/lead-result/${id}`, token);
    return { status: response.status, text: await response.text() };
  };
  return { sim, send, result };
}

const someone = (index: number) => ({ ...ADA, 'form[email]': `ada.${index}@example.com` });

test('decides after two seconds, and then has an empty result for a valid lead, in two ways', async () => {
  const { sim, send, result } = await startWithToken();
  const ids = [await send(someone(1)), await send(someone(2))];
  for (const id of ids) {
    expect(await result(id)).toEqual({ status: 202, text: 'The lead has not been processed yet.' });
  }
  await sim.set('clock', { advanceMs: 2000 });
  const answers = [await result(ids[0] ?? 0), await result(ids[1] ?? 0)];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(answers.map(({ text }) => text).sort()).toEqual(['', '""']);
  expect((await sim.leads()).map(({ verdict }) => verdict)).toEqual(['valid', 'valid']);
});

test('takes as long as configured', async () => {
  const { sim, send, result } = await startWithToken();
  await sim.set('settings', { verdictDelayMs: 0 });
  expect((await result(await send(someone(1)))).status).toBe(200);
});

test('gives its reasons as an object, a JSON string or plain text', async () => {
  const { sim, send, result } = await startWithToken();
  await sim.set('settings', { verdictDelayMs: 0 });
  const bad = { ...ADA, 'form[lastName]': 'ada' };
  const texts: string[] = [];
  for (let index = 0; index < 3; index += 1) {
    texts.push((await result(await send({ ...bad, 'form[email]': `x${index}@example.com` }))).text);
  }
  const reason = 'First name and last name are the same - firstName (firstName)';
  const leadData = { firstName: 'Ada', lastName: 'ada', email: expect.stringMatching(/^x\d@example\.com$/) };
  expect(texts).toContain(reason);
  expect(texts).toContain(JSON.stringify(reason));
  const object = texts.find((text) => text.startsWith('{')) ?? '';
  expect(JSON.parse(object)).toEqual({ qaReasons: reason, failedJobs: [reason], leadData });
});

test.each<[string, Record<string, string>]>([
  ['the word test', { 'form[company]': 'My Test Ltd' }],
  ['the word test in an address', { 'form[email]': 'test@example.com' }],
  ['a first name like the last', { 'form[firstName]': 'byron' }],
  ['a letter three times', { 'form[firstName]': 'Aaada' }],
  ['the placeholder postcode', { 'form[lookup][postcode]': 'aa1 1aa' }],
  ['a phone that is too short', { 'form[telephone][telephone]': '12345' }],
  ['a phone of one digit', { 'form[telephone][telephone]': '0000000000' }],
  ['a phone with words', { 'form[telephone][telephone]': 'call me 07700900123' }],
])('finds %s invalid', async (_, answers) => {
  const { sim, send } = await startWithToken();
  await send({ ...ADA, ...answers });
  await sim.set('clock', { advanceMs: 2000 });
  expect((await sim.leads())[0]?.verdict).toBe('invalid');
});

test('is content with what only looks like a fault', async () => {
  const { sim, send } = await startWithToken();
  await send({
    ...ADA,
    'form[jobTitle]': 'Protester, greatest and latest',
    'form[website]': 'https://www.example.com',
    'form[telephone][telephone]': '(+44)07123456789',
    'form[lookup][postcode]': 'NW1 6XE',
  });
  await sim.set('clock', { advanceMs: 2000 });
  expect((await sim.leads())[0]?.verdict).toBe('valid');
});

test('accepts a duplicate with a 201 and finds it invalid later', async () => {
  const { sim, send } = await startWithToken();
  await send(ADA);
  await send({ ...ADA, 'form[email]': 'ADA@example.com' });
  await sim.lead(await sim.token('globex'), ADA, '/api/v2.4/publisher/34/forms/51/campaign/77/leads');
  await sim.set('clock', { advanceMs: 2000 });
  expect((await sim.leads()).map(({ verdict }) => verdict)).toEqual(['valid', 'invalid', 'valid']);
});

test('checks rapid posts only if configured', async () => {
  const { sim, send } = await startWithToken();
  await sim.set('settings', { rapidPost: true });
  await send(someone(1));
  await send(someone(2));
  await sim.set('clock', { advanceMs: 30_000 });
  await send(someone(3));
  await sim.set('settings', { rapidPost: false });
  await send(someone(4));
  await sim.set('clock', { advanceMs: 2000 });
  expect((await sim.leads()).map(({ verdict }) => verdict)).toEqual(['valid', 'invalid', 'valid', 'valid']);
});

test('has no result for a lead that it never accepted', async () => {
  const { result } = await startWithToken();
  expect((await result(1)).status).toBe(404);
});

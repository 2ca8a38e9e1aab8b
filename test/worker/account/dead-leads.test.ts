import { expect, test, vi } from 'vitest';
import {
  ANSWERS,
  account,
  enqueue,
  lead,
  newId,
  rows,
  setUp,
  submit,
  toRequest,
  until,
  untilQuiet,
} from './support/account.ts';
import { DAY, pass } from './support/clock.ts';
import { inTurn, REFUSED, status } from './support/convertr.ts';

const context = setUp();
const email = ANSWERS['form[email]'];
const states = async () => (await rows()).map(({ status }) => status);
const refuseOnce = () => {
  context.convertr.behaviour.leads = inTurn(() => REFUSED({ email: { errors: ['Bad.'] } }));
};

test.each([
  ['discards', (submission: string) => account().discard(submission)],
  ['erases', () => account().erase(email)],
])('Convertr refuses a lead, an operator %s it: a visitor who submits again sends it as new', async (_, giveUp) => {
  refuseOnce();
  const submission = newId();
  expect(await submit({ submission })).toMatchObject({ kind: 'refused' });
  await giveUp(submission);
  expect(await submit({ submission })).toMatchObject({ kind: 'delivered', replayed: false });
  expect(await submit({ submission })).toMatchObject({ kind: 'delivered', replayed: true });
  expect(await states()).toEqual(['delivered', 'discarded']);
  expect(context.convertr.leads).toHaveLength(1);
  expect(await lead(submission)).toMatchObject({ status: 'delivered', answers: ANSWERS });
});

test('other answers after a refusal are sent although the refused ones were discarded', async () => {
  refuseOnce();
  const submission = newId();
  await submit({ submission });
  await account().discard(submission);
  const answers = { ...ANSWERS, 'form[email]': 'right@example.com' };
  expect(await submit({ submission, answers })).toMatchObject({ kind: 'delivered', replayed: false });
  expect(context.convertr.leads[0]?.answers).toMatchObject({ 'form[email]': 'right@example.com' });
});

test('an acknowledged visitor gets the same answer again, and the discarded lead is queued again', async () => {
  context.convertr.behaviour.leads = () => status(503);
  const submission = newId();
  const first = await enqueue({ submission, channel: 'Email' });
  await account().discard(submission);
  delete context.convertr.behaviour.leads;
  expect(await enqueue({ submission, channel: 'Direct' })).toEqual({ ...first, replayed: true });
  expect(await enqueue({ submission, channel: 'Direct' })).toEqual({ ...first, replayed: true });
  expect(await states()).toContain('discarded');
  expect(await rows()).toHaveLength(2);
  pass(DAY / 24);
  await until(async () => (await lead(submission)).status === 'delivered');
});

test('other answers under an id that was acknowledged and discarded are a conflict', async () => {
  const submission = newId();
  await submit({ submission, signals: ['x'] });
  await account().discard(submission);
  expect(await submit({ submission, answers: { 'form[firstName]': 'Other' } })).toEqual({ kind: 'conflict' });
});

test('a quarantined and discarded submission is quarantined again when it comes again', async () => {
  const submission = newId();
  await submit({ submission, signals: ['x'] });
  await account().discard(submission);
  expect(await submit({ submission, signals: ['x'] })).toMatchObject({ kind: 'queued', replayed: true });
  expect(await states()).toEqual(['quarantined', 'discarded']);
});

test('an erased lead, acknowledged or delivered, is a new submission when it comes again', async () => {
  const submission = newId();
  expect(await submit({ submission })).toMatchObject({ kind: 'delivered', leadId: 1000 });
  await account().erase(email);
  expect(await account().replay('report', submission, ANSWERS)).toBeNull();
  expect(await submit({ submission })).toMatchObject({ kind: 'delivered', leadId: 1001, replayed: false });
  expect(await states()).toEqual(['delivered', 'delivered']);
});

test('an expired lead is accepted as new, with its full retention', async () => {
  context.convertr.behaviour.leads = () => status(422);
  const submission = newId();
  await enqueue({ submission });
  await untilQuiet();
  pass(31 * DAY);
  await until(async () => (await lead(submission)).status === 'discarded');
  expect(await enqueue({ submission })).toMatchObject({ kind: 'queued', replayed: true });
  await untilQuiet();
  expect(await lead(submission)).toMatchObject({ status: 'held', answers: ANSWERS });
});

test('the answer that a form without the fields repeats is never that of a dead lead', async () => {
  const submission = newId();
  await submit({ submission, signals: ['x'] });
  expect(await account().replay('report', submission, ANSWERS)).toMatchObject({ kind: 'queued' });
  await account().discard(submission);
  expect(await account().replay('report', submission, ANSWERS)).toBeNull();
});

test.each([
  ['discarded', (submission: string) => account().discard(submission)],
  ['erased', () => account().erase('late@example.com')],
])('a visitor whose lead is %s while it waits is not thanked', async (_, giveUp) => {
  await submit();
  // As many as may be on their way at once: the next one waits for a place.
  context.convertr.behaviour.leads = () => new Promise(() => {});
  for (let n = 0; n < 5; n++) await enqueue();
  const submission = newId();
  const answers = { ...ANSWERS, 'form[email]': 'late@example.com' };
  const answer = submit({ submission, answers, answerWithinMs: 5000 });
  await vi.waitFor(async () => expect(await lead(submission)).toMatchObject({ status: 'queued' }));
  await giveUp(submission);
  expect(await answer).toEqual({ kind: 'refused', fields: [] });
});

test('what an overflow object kept for a discarded lead becomes a lead again', async () => {
  const submission = newId();
  await submit({ submission, signals: ['x'] });
  await account().discard(submission);
  const { posted: _, ...request } = toRequest({ submission });
  expect(await account().adopt({ request, fingerprint: 'a b', received: Date.now() })).toEqual({ kind: 'adopted' });
  await untilQuiet();
  expect((await states()).toSorted()).toEqual(['delivered', 'discarded']);
});

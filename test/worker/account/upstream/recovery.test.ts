import { describe, expect, test, vi } from 'vitest';
import reliability from '../../../../docs/reliability.md?raw';
import { account, enqueue, fireAlarm, inside, setUp, submit } from '../support/account.ts';
import { HOUR, MINUTE, pass, SECOND } from '../support/clock.ts';
import { type Behaviour, lost, status, type What } from '../support/convertr.ts';

const context = setUp();
const delivered = async () => (await account().account()).counts.delivered;
const EVERYTHING: readonly What[] = ['login', 'fields', 'links', 'leads', 'result'];
const READS_AND_LEADS: readonly What[] = ['fields', 'links', 'leads', 'result'];
/** What the client throws after twenty seconds. */
const timeOut: Behaviour = ({ at }) => {
  // Calls that overlap time out together.
  pass(Math.max(0, at + 20 * SECOND - Date.now()));
  throw new DOMException('It timed out.', 'TimeoutError');
};
const answer =
  (code: number, body?: unknown): Behaviour =>
  () =>
    status(code, body);

const LIMITED = '429 without a time';
/** Convertr's window. It is over for certain after this. */
const WINDOW_SECONDS = 300;

/** What goes wrong, where, and how it answers. The document has a row of each with each length. */
const FAULTS: [name: string, where: readonly What[], behaviour: Behaviour][] = [
  ['503 to everything', EVERYTHING, answer(503)],
  ['503 to leads alone', ['leads'], answer(503)],
  ['500 to everything', EVERYTHING, answer(500)],
  ['504 to leads alone', ['leads'], answer(504)],
  ['connections refused', EVERYTHING, lost],
  ['no answer in time', EVERYTHING, timeOut],
  ['401 to all but logins', READS_AND_LEADS, answer(401)],
  ['401 to leads alone', ['leads'], answer(401)],
  ['503 to logins alone', ['login'], answer(503)],
  ['"Password expired"', READS_AND_LEADS, answer(403, { detail: 'Password expired' })],
  [LIMITED, EVERYTHING, answer(429)],
];
const LENGTHS: [name: string, ms: number][] = [
  ['10 s', 10 * SECOND],
  ['10 min', 10 * MINUTE],
  ['1 h', HOUR],
  ['6 h', 6 * HOUR],
];

/** The document's rows: fault, length, and within how many seconds the first queued lead leaves. */
const documented = [...reliability.matchAll(/^\| ([^|]+?) +\| (\d+ (?:s|min|h)) +\| (\d+) s +\|$/gm)].map(
  ([, fault, length, seconds]) => ({ name: `${fault}, for ${length}`, seconds: Number(seconds) }),
);

/** Advances the clock to the next due time, within `ms`. */
async function jump(ms: number): Promise<void> {
  const at = (await inside((_, state) => state.storage.getAlarm())) ?? Infinity;
  pass(Math.max(0, Math.min(at - Date.now(), ms)));
  if (at <= Date.now()) await fireAlarm();
  else await scheduler.wait(1);
}

/** Those with an unknown outcome do not count, because they wait for ten minutes. */
async function keepOneQueued(): Promise<void> {
  if ((await account().account()).counts.queued === 0) await enqueue();
}

/** @returns how long after the end of the fault the first queued lead had left, in the worst case. */
async function measure(where: readonly What[], behaviour: Behaviour, ms: number): Promise<number> {
  vi.spyOn(Math, 'random').mockReturnValue(0.999);
  await submit();
  if (where.includes('login')) context.convertr.tokens.clear();
  for (const what of where) context.convertr.behaviour[what] = behaviour;
  const started = Date.now();
  for (let n = 0; n < 8; n++) await enqueue();
  while (Date.now() - started < ms) {
    // What a fault does to an account is the same each minute. After some time, alarms that come late are enough.
    if (Date.now() - started > 20 * MINUTE) pass(10 * MINUTE);
    await jump(ms);
    await keepOneQueued();
  }
  await keepOneQueued();
  // The worst moment: the fault ends just after it was met once more.
  let met = 0;
  for (const what of where)
    context.convertr.behaviour[what] = (call, store) => {
      met = call.at;
      return behaviour(call, store);
    };
  while (met === 0) await jump(HOUR);
  for (const what of where) delete context.convertr.behaviour[what];
  const before = context.convertr.leads.length;
  await keepOneQueued();
  while (context.convertr.leads.length === before) await jump(HOUR);
  return (Date.now() - met) / SECOND;
}

describe('after a fault the first queued lead leaves within 90 seconds', () => {
  const cases = FAULTS.flatMap(([fault, where, behaviour]) =>
    LENGTHS.map(([length, ms]) => ({
      name: `${fault}, for ${length}`,
      where,
      behaviour,
      ms,
    })),
  );

  test('as the document describes', () => {
    expect(documented.map(({ name }) => name)).toEqual(cases.map(({ name }) => name));
    for (const { name, seconds } of documented)
      expect(seconds).toBeLessThanOrEqual(name.startsWith(LIMITED) ? WINDOW_SECONDS + 90 : 90);
  });

  test.each(cases)(
    '$name',
    async ({ name, where, behaviour, ms }) => {
      const took = await measure(where, behaviour, ms);
      expect(took).toBeLessThanOrEqual(documented.find((row) => row.name === name)?.seconds ?? 90);
    },
    120_000,
  );
});

test('leads with an unknown outcome keep their ten minutes, and the rest are sent immediately', async () => {
  await submit();
  context.convertr.behaviour.leads = lost;
  for (let n = 0; n < 3; n++) await enqueue();
  await jump(1);
  for (let n = 0; n < 5; n++) await enqueue();
  for (const started = Date.now(); Date.now() - started < 2 * MINUTE; ) await jump(MINUTE);
  delete context.convertr.behaviour.leads;
  const end = Date.now();
  while ((await delivered()) < 6 && Date.now() - end < 90 * SECOND) await jump(MINUTE);
  expect((await account().account()).counts.unknown).toBeGreaterThan(0);
});

import { expect, test } from 'vitest';
import { account, inside, kill, lead, linger, newId, setUp, submit, until } from '../support/account.ts';
import { DAY, pass, SECOND } from '../support/clock.ts';
import { status } from '../support/convertr.ts';

const context = setUp();
const asked = () => context.convertr.count('result');
const say = (answer: () => Response) => {
  context.convertr.behaviour.result = answer;
};
const valid = () => new Response('');
const invalid = () => Response.json({ qaReasons: '', failedJobs: ['Unable to Contact'] });

test('a verdict is looked at again on days 1, 3, 7, 14 and 30; each change is in the history and in the statistics', async () => {
  say(valid);
  const submission = newId();
  await submit({ submission });
  pass(6 * SECOND);
  await until(async () => (await lead(submission)).verdict === 'valid');
  let looks = asked();
  for (const [day, answer] of [
    [1, invalid],
    [3, invalid],
    [7, valid],
    [14, valid],
    [30, invalid],
  ] as const) {
    const last = [0, 1, 3, 7, 14][[1, 3, 7, 14, 30].indexOf(day)] ?? 0;
    say(answer);
    await kill();
    pass((day - last) * DAY);
    await account().wake();
    looks += 1;
    await until(() => asked() === looks);
    await linger(30);
  }
  pass(60 * DAY);
  await linger();
  expect(asked()).toBe(looks);
  const { history, verdict } = await lead(submission);
  expect(verdict).toBe('invalid');
  const verdicts = history.map(({ why }) => why).filter((why) => why.startsWith('verdict_'));
  expect(verdicts).toEqual(['verdict_valid', 'verdict_invalid', 'verdict_valid', 'verdict_invalid']);
  expect(await account().stats({ by: 'verdict' })).toMatchObject([{ key: 'invalid', count: 1 }]);
}, 20_000);

test('a person may ask immediately', async () => {
  say(valid);
  const submission = newId();
  await submit({ submission });
  expect(await account().askVerdict(submission)).toMatchObject({ kind: 'changed', lead: { verdict: 'valid' } });
  say(invalid);
  expect(await account().askVerdict(submission)).toMatchObject({ kind: 'changed', lead: { verdict: 'invalid' } });
  expect((await lead(submission)).reasons).toEqual(['Unable to Contact']);
  expect(await account().askVerdict(newId())).toEqual({ kind: 'not_found' });
  say(() => status(429));
  expect(await account().askVerdict(submission)).toEqual({ kind: 'unreachable' });
});

test('many changes for one form in a day cause an alert', async () => {
  say(valid);
  const ids = Array.from({ length: 10 }, newId);
  for (const submission of ids) await submit({ submission });
  for (const submission of ids) await account().askVerdict(submission);
  say(invalid);
  for (const submission of ids) await account().askVerdict(submission);
  const { alerts } = await account().account();
  expect(alerts.map(({ cause }) => cause)).toContain('verdicts_changed:report');
});

test('later looks never crowd out first ones', async () => {
  say(valid);
  const decided = newId();
  await submit({ submission: decided });
  await account().askVerdict(decided);
  const undecided = newId();
  say(() => new Response('', { status: 202 }));
  await submit({ submission: undecided });
  const { leadId } = await lead(undecided);
  await inside((sql) => {
    // Both are due, the later look for longer, and half of the calls for results are used up.
    sql.exec("UPDATE leads SET poll_due = ? WHERE verdict = 'valid'", Date.now() - DAY);
    sql.exec(
      'INSERT INTO spend (second, requests, results, logins) VALUES (?, 0, 400, 0)',
      Math.floor(Date.now() / 1000) - 5,
    );
  });
  await kill();
  const before = asked();
  pass(6 * SECOND);
  await account().wake();
  await until(() => asked() > before);
  await linger();
  const urls = context.convertr.calls.filter(({ what }) => what === 'result').slice(before);
  expect(urls.every(({ url }) => url.pathname.endsWith(`/${leadId}`))).toBe(true);
});

test('gigantic reasons are cut, and a poll that cannot be stored waits before the next', async () => {
  const texts = Array.from({ length: 2000 }, () => 'x'.repeat(100));
  say(() => Response.json({ qaReasons: '', failedJobs: texts }));
  const submission = newId();
  await submit({ submission });
  pass(6 * SECOND);
  await until(async () => (await lead(submission)).verdict === 'invalid');
  expect((await lead(submission)).reasons).toHaveLength(50);
});

import { expect, test, vi } from 'vitest';
import { account, inside, linger, restartWith, setUp, until } from '../support/account.ts';
import { DAY, HOUR, pass } from '../support/clock.ts';

const context = setUp();
const GB = 1e9;

/** What the platform says of the database from now on. */
async function pretendSize(bytes: number): Promise<void> {
  await inside((sql) => {
    vi.spyOn(Object.getPrototypeOf(sql) as SqlStorage, 'databaseSize', 'get').mockReturnValue(bytes);
  });
}

const causes = async () => (await account().account()).alerts.map(({ cause }) => cause);
const messages = () =>
  context.convertr.calls.filter(({ what }) => what === 'webhook').map(({ text }) => JSON.parse(text).text);

test('an account shows how much of its database is used', async () => {
  const { database } = await account().account();
  expect(database?.limit).toBe(10 * GB);
  expect(database?.bytes).toBe(await inside((sql) => sql.databaseSize));
});

test('a nearly full database causes one alert, and one message when there is room again', async () => {
  await restartWith({ ALERT_WEBHOOK: 'https://hooks.example.com/alert' });
  await pretendSize(8.9 * GB);
  await account().wake();
  expect(await causes()).toEqual([]);
  await pretendSize(9.1 * GB);
  await account().wake();
  await until(() => messages().length === 1);
  expect(messages()[0]).toMatch(/^Leadwire, acme: .* 9 of its 10 GB/);
  expect(await causes()).toEqual(['nearly_full']);
  // It goes up and down as answers come and go.
  for (const bytes of [8.9 * GB, 9.1 * GB, 8.9 * GB]) {
    await pretendSize(bytes);
    pass(HOUR);
    await account().wake();
    await linger(30);
  }
  expect(messages()).toHaveLength(1);
  pass(DAY);
  await account().wake();
  await until(() => messages().length === 2);
  expect(messages()[1]).toBe(`Over: ${messages()[0]}`);
  expect(await causes()).toEqual([]);
});

import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { toEnvFile } from '../../demo/local/dev-vars.ts';

test.each([
  ['JSON', '{"acme":{"password":"correct-horse"}}'],
  ['an apostrophe', '{"acme":{"password":"it\'s"}}'],
  ['a hash', '{"acme":{"password":"a#b"}}'],
  ['nothing', ''],
])('an env file keeps %s as it is', (_, value) => {
  expect(parseEnv(toEnvFile({ SECRET: value }))).toEqual({ SECRET: value });
});

test('a dollar sign stands for itself, not for another variable', () => {
  expect(toEnvFile({ SECRET: 'pa$HOME' })).toBe("SECRET='pa\\$HOME'\n");
});

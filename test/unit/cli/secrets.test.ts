import { describe, expect, test } from 'vitest';
import { findSecrets, listSecrets } from '../../../worker/cli/secrets.ts';

describe('listing the secrets of .dev.vars', () => {
  test('takes passwords out of CONVERTR_ACCOUNTS, and leaves user names and origins', () => {
    const accounts = '{"acme":{"publisherId":12,"username":"publisher@example.com","password":"correct-horse"}}';
    expect(listSecrets({ CONVERTR_ACCOUNTS: accounts, ADMIN_TOKEN: 'abcdefgh', ANSWER_WITHIN_MS: '4000' })).toEqual([
      'correct-horse',
      'abcdefgh',
    ]);
  });
});

describe('finding secrets', () => {
  test.each([
    ['a known value anywhere', 'var a="xyz correct-horse"', 'a value from .dev.vars'],
    ['an assigned password', 'const o={password:"hunter2hunter2"}', 'a value for "password"'],
    ['a secret among TOML', 'ADMIN_TOKEN = "0123456789abcdef"', 'a value for "ADMIN_TOKEN"'],
    ['a password in JSON in a string', '"{\\"password\\":\\"hunter2hunter2\\"}"', 'a value for "password"'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----', 'a private key'],
  ])('finds %s', (_, text, what) => {
    expect(findSecrets(text, ['correct-horse'])).toContain(what);
  });

  test('never quotes what it found', () => {
    expect(findSecrets('token="0123456789abcdef"', []).join()).not.toContain('0123456789abcdef');
  });

  test.each([
    'autocomplete="current-password" name="token"',
    'type:"password",value:""',
    'Authorization: Bearer $ADMIN_TOKEN',
    '{"form-token":"…"}',
    'secretOrPrivateKey = secret',
  ])('lets pass: %s', (text) => {
    expect(findSecrets(text, [])).toEqual([]);
  });
});

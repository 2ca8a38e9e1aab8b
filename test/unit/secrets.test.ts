import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findSecrets, listSecrets } from '../secrets/secrets.ts';

describe('listing the secrets of .dev.vars', () => {
  test('takes passwords out of CONVERTR_ACCOUNTS, and leaves user names and origins', () => {
    const accounts = '{"acme":{"publisherId":12,"username":"publisher@example.com","password":"correct-horse"}}';
    expect(listSecrets({ CONVERTR_ACCOUNTS: accounts, ADMIN_TOKEN: 'abcdefgh', ANSWER_WITHIN_MS: '4000' })).toEqual([
      'correct-horse',
      'abcdefgh',
    ]);
  });

  test('takes each key of a list, and a password as it is read as well as how it is written', () => {
    const accounts = String.raw`{"acme":{"publisherId":12,"username":"a@example.com","password":"corr\"ect-horse"}}`;
    expect(listSecrets({ CONVERTR_ACCOUNTS: accounts, LEAD_KEY: '["bmV3LWtleQ==", "b2xkLWtleQ=="]' })).toEqual([
      String.raw`corr\"ect-horse`,
      'corr"ect-horse',
      'bmV3LWtleQ==',
      'b2xkLWtleQ==',
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
    "password_expired: 'Convertr asks for a new password.'",
  ])('lets pass: %s', (text) => {
    expect(findSecrets(text, [])).toEqual([]);
  });
});

describe('npm run check:secrets', () => {
  const cli = join(import.meta.dirname, '../secrets');

  /** Runs the command in a project of its own, which has these files. */
  function check(files: Record<string, string>) {
    const root = mkdtempSync(join(tmpdir(), 'leadwire-secrets-'));
    try {
      cpSync(cli, join(root, 'test/secrets'), { recursive: true });
      for (const folder of ['dist/console', 'worker']) mkdirSync(join(root, folder), { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'test/secrets/check-secrets.ts')], {
        encoding: 'utf8',
      });
      return { status, said: stdout + stderr };
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }

  const built = { 'dist/widget.json': '{}', '.dev.vars': 'ADMIN_TOKEN=correct-horse-battery\n' };

  test('is content with a build that holds none', () => {
    expect(check(built)).toMatchObject({ status: 0, said: expect.stringContaining('No secrets in') });
  });

  test.each(['dist/widget-0.js', 'dist/console/index.js.map', 'wrangler.toml', 'worker/index.ts'])(
    'finds a secret of .dev.vars in %s, and does not repeat it',
    (name) => {
      const { status, said } = check({ ...built, [name]: '/* correct-horse-battery */' });
      expect(status).toBe(1);
      expect(said).toContain(`${name}: a value from .dev.vars`);
      expect(said).not.toContain('correct-horse-battery');
    },
  );

  test('is not content when there is nothing to look through', () => {
    expect(check({})).toMatchObject({ status: 1, said: expect.stringContaining('npm run build') });
  });
});

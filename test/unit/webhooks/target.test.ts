import { describe, expect, test } from 'vitest';
import { isWebhookUrl } from '../../../worker/webhooks/target.ts';

const PUBLIC = 'https://leads.example.com/v1/admin/forms/a';
const LOCAL = 'http://127.0.0.1:8787/v1/admin/forms/a';

describe.each([
  ['a deployed Worker', PUBLIC],
  ['a Worker on this machine', LOCAL],
])('%s', (_, worker) => {
  test.each([
    'https://hooks.example.com/leads?key=1',
    'https://hooks.example.com:8443/',
    'https://hooks.example.com./',
    'https://10.example.com/',
    'https://local.example.com/',
    'https://bücher.example/',
  ])('may tell %s', (url) => {
    expect(isWebhookUrl(url, worker)).toBe(true);
  });

  test.each([
    // Other ways to write an address.
    'https://127.0.0.1/',
    'https://127.0.0.1./',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://%31%32%37.0.0.1/',
    'https://１２７.０.０.１/',
    'https://10.0.0.1:8443/',
    'https://192.168.1.1/',
    'https://169.254.169.254/',
    'https://0.0.0.0/',
    'https://8.8.8.8/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    // Names that no public host has.
    'https://localhost/',
    'https://LOCALHOST./',
    'https://ｌｏｃａｌｈｏｓｔ。/',
    'https://localhost../',
    'https://a.localhost./',
    'https://localhost.localdomain/',
    'https://intranet/',
    'https://intranet./',
    'https://printer.local./',
    'https://metadata.google.internal/',
    'https://nas.home/',
    'https://router.home.arpa/',
    'https://router.lan/',
    'https://hooks.corp/',
    'https://hooks.intranet/',
    'https://hooks.private/',
    // Not a plain https address.
    'https://user@hooks.example.com/',
    'https://:secret@hooks.example.com/',
    'http://hooks.example.com/',
    'http://10.0.0.1/',
    'ftp://hooks.example.com/',
    'javascript:alert(1)',
    'hooks.example.com',
    '',
  ])('may not tell %s', (url) => {
    expect(isWebhookUrl(url, worker)).toBe(false);
  });

  test.each(['http://localhost:9000/leads', 'http://127.0.0.2/', 'http://[::1]:9000/'])(
    `may ${worker === LOCAL ? '' : 'not '}tell %s on its own machine`,
    (url) => {
      expect(isWebhookUrl(url, worker)).toBe(worker === LOCAL);
    },
  );
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { experimental_readRawConfig as readRawConfig } from 'wrangler';
import { readAddress, writeAddress, writeNamespaces } from '../../../worker/cli/setup/cloudflare/wrangler-config.ts';

const TOML = readFileSync(join(import.meta.dirname, '../../../wrangler.toml'), 'utf8');
const DOMAIN = { name: 'acme-leads', domain: 'leads.example.com' };

/** As wrangler reads it. */
function parse(toml: string) {
  const folder = mkdtempSync(join(tmpdir(), 'leadwire-toml-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = join(folder, 'wrangler.toml');
  writeFileSync(config, toml);
  return readRawConfig({ config }).rawConfig;
}

test('a domain becomes the only address, and everything else stays', () => {
  const changed = writeAddress(TOML, DOMAIN);
  const routes = [{ pattern: 'leads.example.com', custom_domain: true }];
  expect(parse(changed)).toEqual({ ...parse(TOML), name: 'acme-leads', routes, workers_dev: false });
  expect(changed.match(/^#.*$/gm)).toEqual(TOML.match(/^#.*$/gm));
});

test('what was written is read again, and writing it once more changes nothing', () => {
  const changed = writeAddress(TOML, DOMAIN);
  expect(readAddress(changed)).toEqual({ ...DOMAIN, workersDev: false });
  expect(writeAddress(changed, DOMAIN)).toBe(changed);
  expect(readAddress(TOML)).toEqual({ name: 'leadwire', domain: undefined, workersDev: false });
});

test('a domain can be changed, and given up for an address under workers.dev', () => {
  const moved = writeAddress(writeAddress(TOML, DOMAIN), { ...DOMAIN, domain: 'forms.example.com' });
  expect(parse(moved)).toMatchObject({ routes: [{ pattern: 'forms.example.com' }] });
  const bare = parse(writeAddress(moved, { name: 'acme-leads', domain: undefined }));
  expect(bare).toEqual({ ...parse(TOML), name: 'acme-leads', workers_dev: true });
});

test('routes that somebody wrote by hand are left alone', () => {
  const own = TOML.replace(
    /^name = .*$/m,
    '$&\nroutes = [\n  { pattern = "a.example.com/*", zone_name = "example.com" },\n]',
  );
  expect(() => writeAddress(own, DOMAIN)).toThrow('routes of its own');
});

test('a domain that is one of several stays one of them', () => {
  const routes = `routes = [
  { pattern = "old.example.com", custom_domain = true },
  { pattern = "leads.example.com", custom_domain = true },
]`;
  const moving = writeAddress(TOML, { ...DOMAIN, domain: undefined }).replace(/^name = .*$/m, `$&\n${routes}`);
  expect(readAddress(moving).domain).toBe('old.example.com');
  expect(parse(writeAddress(moving, DOMAIN)).routes).toHaveLength(2);
  expect(() => writeAddress(moving, { ...DOMAIN, domain: 'new.example.com' })).toThrow('routes of its own');
});

test('ids of namespaces are written beside their bindings, once', () => {
  const ids = new Map([['CACHE', 'c4d3']]);
  const changed = writeNamespaces(TOML, ids);
  expect(parse(changed).kv_namespaces).toEqual([{ binding: 'FORMS' }, { binding: 'CACHE', id: 'c4d3' }]);
  expect(writeNamespaces(changed, new Map([['CACHE', 'e5f6']]))).toBe(changed);
});

/**
 * What a deploy does, and what a deploy button needs, by https://developers.cloudflare.com/workers/platform/deploy-buttons.
 * The button itself can only be tried with a public repository.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { experimental_readRawConfig as readRawConfig } from 'wrangler';
import { SETTINGS } from '../../worker/settings/catalogue.ts';
import { readSettings } from '../../worker/settings/settings.ts';
import { findUnknownKeys, type Schema } from '../support/config-schema.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const { rawConfig: config } = readRawConfig({ config: join(root, 'wrangler.toml') });
const manifest = JSON.parse(read('package.json'));
const example = read('.dev.vars.example');
const prompts = parseEnv(example);

describe('wrangler.toml', () => {
  test('has no key that wrangler does not know', () => {
    const schema = JSON.parse(read('node_modules/wrangler/config-schema.json')) as Schema;
    expect(findUnknownKeys(config, schema)).toEqual([]);
    const wrong = { observability: { logs: { invocation_log: false } }, limits: { cpu_ms: '5' } };
    expect(findUnknownKeys(wrong, schema)).toEqual(['observability.logs.invocation_log', 'limits.cpu_ms']);
  });

  test('keeps the platform from logging addresses, queries and headers, as docs/privacy.md promises', () => {
    expect(config.observability).toEqual({ enabled: true, logs: { enabled: true, invocation_logs: false } });
    expect(read('docs/privacy.md')).toContain('invocation_logs = false');
  });

  test('opens no address beside the publisher’s own domain', () => {
    expect(config).toMatchObject({ workers_dev: false, preview_urls: false });
  });

  test('counts rates under ids that no other Worker of the account will use', () => {
    const ids = (config.ratelimits ?? []).map((limit: { namespace_id: string }) => limit.namespace_id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(Number(id)).toBeGreaterThan(1_000_000);
  });

  test('gives a migration all the time that the platform gives, and needs no Node', () => {
    expect(config.limits).toEqual({ cpu_ms: 300_000 });
    expect(config.compatibility_flags).toBeUndefined();
    expect(config.node_compat).toBeUndefined();
  });
});

describe('a deploy button', () => {
  test('finds everything that it provisions, and no id of somebody else’s account', () => {
    expect(config.kv_namespaces).toEqual([{ binding: 'FORMS' }, { binding: 'CACHE' }]);
    expect(config.durable_objects?.bindings.map((binding: { name: string }) => binding.name)).toContain('ACCOUNTS');
    expect(config.account_id).toBeUndefined();
    expect(config.routes).toBeUndefined();
  });

  test('asks for what is needed, and for nothing else', () => {
    const needed = Object.entries(SETTINGS).filter(([, { need }]) => need !== 'optional');
    expect(Object.keys(prompts).sort()).toEqual(needed.map(([name]) => name).sort());
  });

  test('suggests no value that would be wrong in production', () => {
    expect(Object.values(prompts).join('')).toBe('');
    expect(readSettings(prompts as Record<string, string>).ok).toBe(false);
  });

  test('describes every secret and variable in words that the project has once', () => {
    const descriptions = Object.entries(SETTINGS).map(([name, { description }]) => [name, { description }]);
    expect(manifest.cloudflare.bindings).toEqual(Object.fromEntries(descriptions));
    for (const name of Object.keys(config.vars ?? {})) expect(SETTINGS).toHaveProperty(name);
  });

  test('uses only the Markdown that the platform shows', () => {
    for (const { description } of Object.values(SETTINGS)) {
      expect(description.replace(/`[^`]*`|\*\*[^*]+\*\*/g, '')).not.toMatch(/[`*_#<>]|\]\(/);
    }
  });

  test('runs the scripts of these names: what a Worker needs, and no more', () => {
    expect(manifest.scripts.deploy).toBe('wrangler deploy');
    expect(manifest.scripts.build).toBe('npm run --silent build:widget && npm run --silent build:console');
    expect(manifest.dependencies.wrangler ?? manifest.devDependencies.wrangler).toBeDefined();
  });

  test('is shown in README with a placeholder for the copy’s own address', () => {
    const button = 'https://deploy.workers.cloudflare.com/button';
    const target = 'https://deploy.workers.cloudflare.com/?url=https://github.com/YOUR-NAME/YOUR-FORK';
    expect(read('README.md')).toContain(`[![Deploy to Cloudflare](${button})](${target})`);
  });
});

describe('.dev.vars.example', () => {
  test('names every secret, the optional ones as comments', () => {
    const optional = Object.entries(SETTINGS).filter(([, { kind, need }]) => kind === 'secret' && need === 'optional');
    // Production must not have the simulator's address.
    const names = optional.map(([name]) => name).filter((name) => name !== 'CONVERTR_ORIGIN');
    for (const name of names) expect(example).toMatch(new RegExp(`^# ${name}=`, 'm'));
  });
});

describe('README', () => {
  test('leads from a clone to the first real lead in at most five steps', () => {
    const [, steps = ''] =
      read('README.md').match(/^### From a clone to the first real lead\n([\s\S]*?)\n###? /m) ?? [];
    const numbers = [...steps.matchAll(/^(\d)\. /gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual([1, 2, 3, 4, 5].slice(0, numbers.length));
    expect(numbers.length).toBeGreaterThan(2);
  });
});

describe('docs/operating.md', () => {
  test('explains what to do for every alert', () => {
    const [, causes = ''] = read('worker/account/alert-texts.ts').match(/const ALERT_TEXTS = \{([\s\S]*?)\n\}/) ?? [];
    const names = [...causes.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(read('docs/operating.md')).toMatch(new RegExp(`^\\| \`${name}\` `, 'm'));
  });
});

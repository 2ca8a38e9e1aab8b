/** What a developer does with the package's tarball: install, check types, build, open the page, send. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFreePort } from '../../../demo/local/ports.ts';
import { launchChromium } from '../../support/chromium.ts';
import { type Leadwire, startLeadwire } from '../../support/leadwire.ts';
import { readSnippets } from './snippets.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' };

let leadwire: Leadwire;
let browser: Browser;
let site: string;
let server: Server;
let siteUrl: string;

beforeAll(async () => {
  site = mkdtempSync(join(tmpdir(), 'leadwire-package-'));
  [leadwire, browser] = await Promise.all([startLeadwire(), launchChromium(), installPackage()]);
  server = createServer((request, response) => {
    const path = join(site, 'dist', new URL(request.url ?? '', 'http://127.0.0.1').pathname);
    const isThere = extname(path) in TYPES && existsSync(path);
    response.writeHead(isThere ? 200 : 404, { 'content-type': TYPES[extname(path)] ?? 'text/plain' });
    response.end(isThere ? readFileSync(path) : '');
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  siteUrl = `http://127.0.0.1:${port}`;
  writeRecipes();
  await leadwire.admin('forms/acme-report', {
    method: 'PUT',
    body: JSON.stringify({ enterprise: 'acme', campaignId: 1234, formId: 35, origins: [siteUrl] }),
  });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  await leadwire?.stop();
  rmSync(site, { recursive: true, force: true });
});

/** Outside the project, where none of its own modules can be found. */
async function installPackage(): Promise<void> {
  const fixture = join(root, 'test/package');
  cpSync(fixture, site, { recursive: true, filter: (path) => !path.includes('node_modules') });
  // `npm test` has built the package; building it here would take it away from other tests.
  const pack = run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', site], { cwd: root });
  const [{ stdout }] = await Promise.all([pack, npm('ci')]);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await npm('install', '--no-save', `./${filename}`);
}

/** The components of the recipes, as a reader would copy them. */
function writeRecipes(): void {
  for (const [recipe, language] of [
    ['react', 'tsx'],
    ['vue', 'vue'],
  ] as const) {
    const [component = ''] = readSnippets(recipe, language, leadwire.workerUrl);
    writeFileSync(join(site, `src/ReportForm.${language}`), component);
  }
}

const npm = (...args: string[]) => run('npm', args, { cwd: site });

/** @returns what a failed command printed, or nothing. */
async function complaintsOf(command: Promise<unknown>): Promise<string> {
  try {
    await command;
    return '';
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}` || String(error);
  }
}

describe('the package from its tarball', () => {
  test('depends only on lit', () => {
    const { packages } = JSON.parse(readFileSync(join(site, 'node_modules/.package-lock.json'), 'utf8')) as {
      packages: Record<string, { dependencies?: Record<string, string> }>;
    };
    expect(Object.keys(packages['node_modules/leadwire']?.dependencies ?? {})).toEqual(['lit']);
  });

  test('may be imported where pages are rendered on a server', async () => {
    const code = "import 'leadwire/define'; console.log('done')";
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: site });
    expect(stdout).toBe('done\n');
  });

  test.concurrent.each([
    ['TypeScript, React 19 and Vue', 'types'],
    ['Svelte', 'types:svelte'],
  ])(
    'has types for %s',
    async (_, script) => {
      expect(await complaintsOf(npm('run', '--silent', script))).toBe('');
      // Ten seconds of work each, on a machine that may be busy with others.
    },
    120_000,
  );

  test('is built with the compiler’s option that the recipe for Vue names', () => {
    const [option = ''] = readSnippets('vue', 'ts', leadwire.workerUrl);
    expect(readFileSync(join(site, 'vite.config.ts'), 'utf8')).toContain(option.trim().replace(/;$/, ''));
  });

  describe('in a site that Vite builds', () => {
    beforeAll(async () => {
      expect(await complaintsOf(npm('run', '--silent', 'build'))).toBe('');
    });

    test.each(['plain', 'react', 'vue', 'svelte'])('sends a lead from a page made with %s', async (name) => {
      const email = `${name}@example.com`;
      const page = await browser.newPage();
      await page.goto(`${siteUrl}/${name}.html?leads=${encodeURIComponent(leadwire.workerUrl)}`);
      for (const [field, value] of Object.entries({ firstName: 'Ada', lastName: 'King', email }))
        await page.locator(`lead-form >>> [name="form[${field}]"]`).fill(value);
      await page.locator('lead-form >>> button[type="submit"]').click();
      await page.locator('lead-form >>> [part="success"]').wait();
      expect(await page.title()).toMatch(/^[\da-f-]{36}$/);
      const leads = await leadwire.leads();
      expect(leads.filter(({ answers }) => answers['form[email]'] === email)).toHaveLength(1);
      await page.close();
    });
  });
});

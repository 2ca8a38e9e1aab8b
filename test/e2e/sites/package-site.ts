/** A site with the package from its tarball. It is outside the project, so the project's own modules cannot be found. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '../../../demo/local/ports.ts';
import { readSnippets } from './snippets.ts';

export const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
/** Frameworks that build themselves, by the first segment of their addresses. */
const BUILT_IN: Record<string, string> = { astro: 'astro/dist', next: 'next/out' };

export interface Site {
  folder: string;
  url: string;
  npm(...args: string[]): Promise<{ stdout: string }>;
  /** Adds the recipes' snippets as a reader would copy them. */
  writeRecipes(workerUrl: string): void;
  stop(): void;
}

export async function installSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'leadwire-package-'));
  cpSync(join(root, 'test/package'), folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1' };
  const npm = (...args: string[]) => run('npm', args, { cwd: folder, env });
  // `npm test` has built the package. Building it here would remove it under other tests.
  const pack = run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: root });
  const [{ stdout }] = await Promise.all([pack, npm('ci')]);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await npm('install', '--no-save', `./${filename}`);
  const { url, close } = await serve(folder);
  const stop = () => {
    close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, url, npm, writeRecipes: (workerUrl) => writeRecipes(folder, workerUrl), stop };
}

async function serve(folder: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
    const [, name = '', rest = ''] = /^\/(\w+)(?:\/(.*))?$/.exec(pathname) ?? [];
    const built = BUILT_IN[name];
    const path = join(folder, built ?? 'dist', built ? rest || 'index.html' : pathname);
    const file = [path, `${path}.html`].find((each) => extname(each) && existsSync(each));
    response.writeHead(file ? 200 : 404, { 'content-type': TYPES[extname(file ?? '')] ?? 'text/plain' });
    response.end(file ? readFileSync(file) : '');
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

function writeRecipes(folder: string, workerUrl: string): void {
  const [layout = ''] = readSnippets('astro', 'astro', workerUrl);
  const [form = '', tag = ''] = readSnippets('astro', 'html', workerUrl);
  const files = {
    'src/ReportForm.tsx': readSnippets('react', 'tsx', workerUrl)[0] ?? '',
    'src/ReportForm.vue': readSnippets('vue', 'vue', workerUrl)[0] ?? '',
    'astro/src/Layout.astro': layout,
    'astro/src/Form.astro': form,
    'astro/src/Tag.astro': tag,
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
}

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'leadwire-types-'));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(root, join(project, 'node_modules/leadwire'));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

/** What the compiler says to a developer who installed the package. */
function compile(code: string, module: string, resolution: string): string {
  writeFileSync(join(project, 'page.ts'), code);
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable'];
  const args = [...options, '--module', module, '--moduleResolution', resolution, 'page.ts'];
  return spawnSync(join(root, 'node_modules/.bin/tsc'), args, { cwd: project, encoding: 'utf8' }).stdout;
}

const PAGE = `import 'leadwire/define';
const element = document.querySelector('lead-form');
element?.addEventListener('lead-form-submitted', ({ detail }) => {
  const id: string = detail.submission;
  const leadId: number | undefined = detail.leadId;
  console.log(id, leadId);
});
document.addEventListener('lead-form-redirecting', (event) => {
  event.waitUntil(Promise.resolve());
  const url: string = event.detail.url;
  console.log(url);
});`;

test.each([
  ['esnext', 'bundler'],
  ['nodenext', 'nodenext'],
])('the npm package types the element and its events (%s, %s)', (module, resolution) => {
  expect(compile(PAGE, module, resolution)).toBe('');
});

test('a wrong use of an event is an error', () => {
  const wrong = `${PAGE}\ndocument.addEventListener('lead-form-invalid', ({ detail }) => detail.answers);`;
  expect(compile(wrong, 'esnext', 'bundler')).toContain("Property 'answers' does not exist");
});

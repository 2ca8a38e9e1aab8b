import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Builds the widget from a copy of its sources, elsewhere. @returns every file's digest. */
function build(): Record<string, string> {
  const copy = mkdtempSync(join(tmpdir(), 'leadwire-build-'));
  try {
    // The root's project names all others, so each must be there.
    const projects = globSync('{,demo/,test/,test/*/,worker/,worker/*/}tsconfig.json', { cwd: root });
    for (const path of ['widget', 'worker/protocol', 'package.json', ...projects]) {
      cpSync(join(root, path), join(copy, path), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    execFileSync('npx', ['vite', 'build', '--config', 'widget/build/vite.config.ts', '--logLevel', 'warn'], {
      cwd: copy,
    });
    const names = readdirSync(join(copy, 'dist')).sort();
    return Object.fromEntries(
      names.map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(copy, 'dist', name)))
          .digest('hex'),
      ]),
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

test('two builds in two places are identical', { timeout: 60_000 }, () => {
  const first = build();
  expect(Object.keys(first)).toContain('widget.json');
  expect(build()).toEqual(first);
});

test('each file has the integrity that widget.json names', async () => {
  const workerUrl = inject('workerUrl');
  const manifest = (await (await fetch(`${workerUrl}/widget.json`)).json()) as {
    file: string;
    integrity: string;
    features: Record<string, { file: string; integrity: string }>;
  };
  for (const { file, integrity } of [manifest, ...Object.values(manifest.features)]) {
    const response = await fetch(workerUrl + file);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(`sha384-${createHash('sha384').update(bytes).digest('base64')}`, file).toBe(integrity);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }
});

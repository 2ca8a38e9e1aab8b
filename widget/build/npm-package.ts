/**
 * `npm run build:package`: the element for bundlers, into dist/element/: the class and `/define` as modules with their
 * lazy features, types for TypeScript and for frameworks, and data for editors. Then checks the package as npm would
 * pack it.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { build } from 'vite';
import { writeEditorData } from './editor-data.ts';
import { writeFrameworkFiles } from './framework-files.ts';
import { publishApi } from './manifest.ts';
import { tightTemplates } from './minify-templates.ts';
import { unshadowedDocument } from './unshadowed-document.ts';

const root = join(import.meta.dirname, '../..');
const widget = join(root, 'widget');
const out = join(root, 'dist/element');

rmSync(out, { recursive: true, force: true });
await build({
  configFile: false,
  root: widget,
  logLevel: 'warn',
  plugins: [
    tightTemplates,
    unshadowedDocument,
    {
      name: 'bundled-features',
      enforce: 'pre',
      resolveId: (id) => (id.endsWith('/load-feature.ts') ? join(widget, 'loading/load-bundled-feature.ts') : null),
    },
  ],
  build: {
    outDir: out,
    emptyOutDir: false,
    target: 'es2022',
    minify: false,
    // Built as a library, because for an application Vite adds a helper to each file, and a site's own Vite would add a
    // second one.
    lib: { entry: [join(widget, 'lead-form.ts'), join(widget, 'lead-form-define.ts')], formats: ['es'] },
    rolldownOptions: {
      external: /^lit(\/|$)/,
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: '[name].js', chunkFileNames: 'features/[name].js' },
    },
  },
});

run('tsc', ['-p', 'widget/tsconfig.package.json']);
// Declarations import `.ts` files, but the package has `.js` files.
for (const file of globSync('**/*.d.ts', { cwd: out })) {
  const path = join(out, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(/(from '\..*)\.ts'/g, "$1.js'"));
}

const sources = ['lead-form', 'lead-form-define', 'events'].map((name) => `widget/${name}.ts`);
run('cem', ['analyze', '--quiet', '--globs', ...sources, '--outdir', relative(root, out)]);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const element = publishApi(join(out, 'custom-elements.json'));
writeFrameworkFiles(element, join(out, 'frameworks'));
writeEditorData(element, manifest.version, out);

const { messages } = await publint({ pkgDir: root, level: 'warning', pack: false });
for (const message of messages) console.error(formatMessage(message, manifest));
if (messages.length > 0) process.exitCode = 1;

function run(command: string, args: string[]): void {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} failed`);
}

/** Builds the widget into dist/: one classic script with its lazy parts beside it. The same source gives the same hash. */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, defineConfig, type InlineConfig } from 'vite';
import { PART_END } from '../../worker/protocol/lazy-features.ts';
import { tightTemplates } from './minify-templates.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, '../dist');

interface Built {
  file: string;
  integrity: string;
  code: string;
}

/**
 * Has V8 compile every function while the script arrives, off the main thread, instead of one by one when it is first
 * called: nearly all of them are, and a slow phone draws a third sooner. Must be the script's first line.
 */
const COMPILE_HINT = '//# allFunctionsCalledOnLoad';

function settings(input: string, format: 'iife' | 'es', define: Record<string, string>): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    define,
    plugins: [tightTemplates],
    build: {
      write: false,
      target: 'es2022',
      minify: 'oxc',
      rolldownOptions: { input, output: { format, codeSplitting: false }, preserveEntrySignatures: 'strict' },
    },
  };
}

async function compile(input: string, format: 'iife' | 'es', define = {}): Promise<string> {
  const result = await build(settings(join(root, input), format, define));
  const output = 'output' in result ? result.output[0] : undefined;
  if (!output) throw new Error(`${input} built nothing`);
  if (format === 'es' && !PART_END.test(output.code)) throw new Error(`${input} exports more than its default`);
  return output.code;
}

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex').slice(0, 12);

function name(file: string, code: string): Built {
  return { file, integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`, code };
}

/** Parts first: the core knows the hash that they share, which weighs less than one for each. */
async function buildWidget(): Promise<void> {
  const codes: Record<string, string> = {};
  for (const path of globSync(['features/*.ts', 'features/*/index.ts'], { cwd: root }).sort())
    codes[basename(path.replace(/\/index\.ts$/, ''), '.ts')] = await compile(path, 'es');
  const shared = hashOf(JSON.stringify(codes));
  const parts = Object.fromEntries(
    Object.entries(codes).map(([part, code]) => [part, name(`/widget-${part}-${shared}.js`, code)]),
  );
  const code = `${COMPILE_HINT}\n${await compile('embed.ts', 'iife', { __PARTS__: JSON.stringify(shared) })}`;
  const hash = hashOf(code);
  const core = name(`/widget-${hash}.js`, code);

  mkdirSync(dist, { recursive: true });
  for (const old of globSync('widget*', { cwd: dist })) rmSync(join(dist, old));
  for (const { file, code } of [core, ...Object.values(parts)]) writeFileSync(join(dist, file), code);
  const { file, integrity } = core;
  const listed = Object.fromEntries(
    Object.entries(parts).map(([part, built]) => [part, { file: built.file, integrity: built.integrity }]),
  );
  writeFileSync(join(dist, 'widget.json'), `${JSON.stringify({ file, hash, integrity, parts: listed }, null, 2)}\n`);
  writeFileSync(join(dist, '_headers'), HEADERS);
}

/** No rule repeats another's header: their values would be joined. */
const HEADERS = `/*
  X-Content-Type-Options: nosniff
  Strict-Transport-Security: max-age=31536000; includeSubDomains
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()
/widget-*
  Cache-Control: public, max-age=31536000, immutable
${forAnybody()}
/element/*
${forAnybody()}
`;

/** Other sites load scripts by design; as pages they could do nothing. */
function forAnybody(): string {
  return `  Cross-Origin-Resource-Policy: cross-origin
  Access-Control-Allow-Origin: *
  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
}

/** Vite wants one build of its own: an empty one, after the real ones. */
export default defineConfig({
  root,
  plugins: [
    {
      name: 'widget',
      buildStart: buildWidget,
      resolveId: (id) => (id.endsWith('nothing.js') ? '\0nothing' : null),
      load: (id) => (id === '\0nothing' ? 'export {}' : null),
    },
  ],
  build: { write: false, rolldownOptions: { input: 'nothing.js' } },
});

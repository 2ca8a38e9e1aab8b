/** Builds the widget into dist/: one classic script and its lazy features. The same source gives the same hashes. */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type MinifyOptions, minify } from 'terser';
import { build, defineConfig, type InlineConfig } from 'vite';
import { tightTemplates } from './minify-templates.ts';
import { unshadowedDocument } from './unshadowed-document.ts';
import { withoutUnusedLit } from './without-unused-lit.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, '../dist');

interface Built {
  file: string;
  integrity: string;
  code: string;
}

/**
 * Makes V8 compile all functions while the script arrives, off the main thread, instead of at their first calls. Nearly
 * all of them are called, and a slow phone renders about a third sooner. It only works in the script's first line.
 */
const COMPILE_HINT = '//# allFunctionsCalledOnLoad';

/** What a feature's code is assigned to, until the build knows the file's name. */
const ASSIGNMENT = 'var feature=';

/** Names of properties that only Lit's own code reads. Others may be read by another file or by the page. */
const INTERNAL =
  /^(_\$\w+|(create|finalize)(Property|Styles)|getProperty(Descriptor|Options)|elementStyles|shadowRootOptions|enableUpdating|isUpdatePending|(schedule|perform|should|first)Updated?|getUpdateComplete|renderOptions|setConnected)$/;

/** A second pass, over what Vite's own minifier leaves. */
const SMALLEST: MinifyOptions = {
  ecma: 2020,
  compress: { passes: 3, unsafe: true, unsafe_arrows: true, unsafe_methods: true },
  mangle: { properties: { regex: INTERNAL } },
};

async function compile(input: string, define: Record<string, string> = {}): Promise<string> {
  const settings: InlineConfig = {
    configFile: false,
    root,
    logLevel: 'warn',
    define,
    plugins: [tightTemplates, withoutUnusedLit, unshadowedDocument],
    build: {
      write: false,
      target: 'es2022',
      minify: 'oxc',
      rolldownOptions: {
        input: join(root, input),
        output: { format: 'iife', name: 'feature', exports: 'auto', codeSplitting: false },
        preserveEntrySignatures: 'strict',
      },
    },
  };
  const result = await build(settings);
  const output = 'output' in result ? result.output[0] : undefined;
  if (!output) throw new Error(`${input} built nothing`);
  const { code } = await minify(output.code, SMALLEST);
  if (!code) throw new Error(`${input} became nothing`);
  return code;
}

/** @returns an expression whose value is the feature's factory */
async function compileFeature(input: string): Promise<string> {
  const code = await compile(input);
  if (!code.startsWith(ASSIGNMENT)) throw new Error(`${input} exports no default`);
  return code.slice(ASSIGNMENT.length);
}

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex').slice(0, 12);

function toBuilt(file: string, code: string): Built {
  return { file, integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`, code };
}

/**
 * Features first, because the core contains their hash.
 *
 * A feature's file adds the feature to the page's global. So the browser can load it as a module, and the Worker can
 * put it before the core without changes.
 */
async function buildWidget(): Promise<void> {
  const codes: Record<string, string> = {};
  for (const path of globSync(['features/*.ts', 'features/*/index.ts'], { cwd: root }).sort())
    codes[basename(path.replace(/\/index\.ts$/, ''), '.ts')] = await compileFeature(path);
  const shared = hashOf(JSON.stringify(codes));
  const features: Record<string, Built> = {};
  for (const [name, code] of Object.entries(codes)) {
    const file = `widget-${name}-${shared}.js`;
    features[name] = toBuilt(`/${file}`, `globalThis.leadwire.features["${file}"]??=${code}`);
  }
  const code = `${COMPILE_HINT}\n${await compile('embed.ts', { __FEATURES__: JSON.stringify(shared) })}`;
  const hash = hashOf(code);
  const core = toBuilt(`/widget-${hash}.js`, code);

  mkdirSync(dist, { recursive: true });
  for (const old of globSync('widget*', { cwd: dist })) rmSync(join(dist, old));
  for (const { file, code } of [core, ...Object.values(features)]) writeFileSync(join(dist, file), code);
  const { file, integrity } = core;
  const listed = Object.fromEntries(
    Object.entries(features).map(([name, { file, integrity }]) => [name, { file, integrity }]),
  );
  const manifest = { file, hash, integrity, features: listed };
  writeFileSync(join(dist, 'widget.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(dist, '_headers'), HEADERS);
}

/** Each header is in one rule only, because the values of several rules would be joined. */
const HEADERS = `/*
  X-Content-Type-Options: nosniff
  Strict-Transport-Security: max-age=31536000
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()
/widget-*
  Cache-Control: public, max-age=31536000, immutable
${forAnybody()}
/element/*
${forAnybody()}
`;

/** Other sites load these by design. Opened as pages, they can do nothing. */
function forAnybody(): string {
  return `  Cross-Origin-Resource-Policy: cross-origin
  Access-Control-Allow-Origin: *
  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
}

/** Vite itself builds nothing. The plugin runs the several real builds. */
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
  // Only the plugin runs, so a warning about its share of the time is useless.
  build: { write: false, rolldownOptions: { input: 'nothing.js', checks: { pluginTimings: false } } },
});

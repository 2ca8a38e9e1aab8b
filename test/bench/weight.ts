/** Bytes on the wire of everything that renders a simple form, and of what loads later. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { peers } from './page/peers.ts';
import { figure, printTable, ratio } from './table.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');

/** Of the lazy features that every form comes to use. */
const WHEN: Record<string, string> = { submission: 'once the form is entered', typing: 'at the first input' };

interface Weight {
  name: string;
  raw: number;
  gzip: number;
  brotli: number;
  note?: string | undefined;
}

export async function measureWeight(): Promise<void> {
  const { file, features } = JSON.parse(readFileSync(join(dist, 'widget.json'), 'utf8')) as {
    file: string;
    features: Record<string, { file: string }>;
  };
  const ours = weigh('Leadwire', [readFileSync(join(dist, file))], 'all that draws a simple form');
  const rows = [
    ours,
    weigh('bare Lit', [Buffer.from(await buildBareLit())], 'the floor for this stack'),
    ...peers.map(({ name, files, note }) =>
      weigh(
        name,
        files.map((path) => readFileSync(path)),
        note,
      ),
    ),
  ];
  const optional = Object.entries(features).map(([name, feature]) =>
    weigh(`  + ${name}`, [readFileSync(join(dist, basename(feature.file)))], WHEN[name] ?? 'only where used'),
  );
  rows.splice(1, 0, ...optional);
  printTable(
    'Weight: bytes for a simple form',
    ['', 'raw', 'gzip', 'brotli', '× ours', ''],
    rows.map(({ name, raw, gzip, brotli, note }) => [
      name,
      figure(raw),
      figure(gzip),
      figure(brotli),
      ratio(brotli / ours.brotli),
      note ?? '',
    ]),
  );
}

function weigh(name: string, contents: Buffer[], note?: string): Weight {
  const sum = (size: (content: Buffer) => number) => contents.reduce((total, content) => total + size(content), 0);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return {
    name,
    raw: sum((content) => content.length),
    gzip: sum((content) => gzipSync(content, { level: 9 }).length),
    brotli: sum((content) => brotliCompressSync(content, { params }).length),
    note,
  };
}

/** @returns the script as Vite minifies it. */
export async function buildBareLit(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    build: {
      write: false,
      minify: true,
      lib: { entry: join(import.meta.dirname, 'pages/bare-lit.ts'), formats: ['iife'], name: 'bare' },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  if (!bundle || !('output' in bundle)) throw new Error('Vite built nothing.');
  return bundle.output[0].code;
}

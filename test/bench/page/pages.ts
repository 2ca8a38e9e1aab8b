/** The pages that are compared: the same words around another form. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inlineDefinition } from '../../../worker/routes/widget/inline-script.ts';
import { buildBareLit } from '../weight.ts';
import { readDefinition } from '../worker/definition.ts';
import { peers, plainHtml } from './peers.ts';

const dist = join(import.meta.dirname, '../../../dist');

export interface BenchPage {
  name: string;
  path: string;
  files: Record<string, string>;
  /** An alternative to ours, not a limit. */
  isPeer?: boolean;
}

const PAGE_STYLE = 'body{font:16px/1.5 sans-serif;margin:1rem}main{min-height:40rem}';

function wrap(body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>${PAGE_STYLE}</style>${head}</head>
<body><h1>Get the report</h1><p>Forty pages on what planning teams do differently.</p>
<main>${body}</main><p>After the form.</p></body></html>`;
}

interface Manifest {
  file: string;
  features: { 'own-markup': { file: string } };
}

/** @param origin where the pages are served, which the Worker inserts into the script and its definition */
export async function listPages(origin: string): Promise<BenchPage[]> {
  const { file, features } = JSON.parse(readFileSync(join(dist, 'widget.json'), 'utf8')) as Manifest;
  const widget = readFileSync(join(dist, file), 'utf8').replace('{leadwire}', origin);
  const definition = readDefinition();
  const inlined = inlineDefinition(widget, `${origin} bench`, JSON.stringify({ ...definition, origin }), []);
  const style = 'display:block;min-height:26rem';
  const own = (plainHtml.body ?? '').trim();
  const page = (name: string, path: string, html: string, files: Record<string, string> = {}): BenchPage => ({
    name,
    path,
    files: { [path]: html, ...files },
  });
  return [
    page('plain HTML form', '/plain', wrap(plainHtml.body ?? '')),
    page('bare Lit', '/bare-lit', wrap('<bare-form></bare-form><script async src="/bare-lit.js"></script>'), {
      '/bare-lit.js': await buildBareLit(),
    }),
    page(
      'Leadwire, one request',
      '/leadwire-one',
      wrap(`<script async src="/widget-one.js" data-form="bench" style="${style}"></script>`),
      { '/widget-one.js': inlined },
    ),
    page(
      'Leadwire, script tag',
      '/leadwire-tag',
      wrap(`<script async src="/widget.js" data-form="bench" style="${style}"></script>`),
      { '/widget.js': widget, '/v1/forms/bench': JSON.stringify(definition) },
    ),
    page(
      'Leadwire, own markup',
      '/leadwire-own',
      wrap(`<lead-form form="bench">${own}</lead-form><script async src="/widget-own.js"></script>`),
      {
        '/widget-own.js': inlined,
        [features['own-markup'].file]: readFileSync(join(dist, features['own-markup'].file), 'utf8'),
      },
    ),
    ...peers
      .filter(({ body }) => body !== null)
      .map(({ name, body, head }) => ({
        ...page(name, `/peers/${encodeURIComponent(name)}`, wrap(body ?? '', head)),
        isPeer: true,
      })),
  ];
}

// What stands around the widget in a test: its files at the root of the origin, a Worker that takes every lead, and
// pages made to order, with their headers.
import { readFileSync } from 'node:fs';
import { inlineDefinition } from '../../../worker/routes/widget/inline-script.ts';
import { definition, everyField } from './definitions.ts';

const dist = new URL('../../../dist/', import.meta.url);
const readManifest = () => JSON.parse(readFileSync(new URL('widget.json', dist), 'utf8'));
const readFile = (file) => readFileSync(new URL(`.${file}`, dist), 'utf8');
const readWidget = () => readFile(readManifest().file);
/** As the Worker writes its origin in. */
const sign = (script, origin) => script.replace('{leadwire}', origin);

/** As the Worker sends it: with the lazy features that the form's fields need. */
function inline(form, origin) {
  const { features } = readManifest();
  const codes = form.features.map((name) => readFile(features[name].file));
  return inlineDefinition(readWidget(), `${origin} ${form.form}`, JSON.stringify({ ...form, origin }), codes);
}

/** By form id. */
const forms = {
  report: () => definition(),
  all: () => definition({ form: 'all', fields: everyField() }),
};

const page = ({ head = '', body = '' }) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><meta name="viewport" content="width=device-width" /><title>A page</title>${head}</head>
  <body>${body}</body>
</html>`;

/** Scripts under `/flaky/{name}/` get no lazy feature until `/mend/{name}` is asked for. */
const mended = new Set();
/** How often one was asked for, by name. */
const refused = new Map();

function answer({ path, method, query, origin }) {
  const [, flaky, file] = /^\/flaky\/(\w+)(\/.*)/.exec(path) ?? [];
  if (flaky && file.startsWith('/widget-') && !mended.has(flaky)) {
    refused.set(flaky, (refused.get(flaky) ?? 0) + 1);
    return { type: 'js', status: 503, body: '' };
  }
  if (flaky) return answer({ path: file, method, query, origin });
  if (path.startsWith('/refused/'))
    return { type: 'text', body: `${refused.get(path.slice('/refused/'.length)) ?? 0}` };
  if (path.startsWith('/mend/')) return { type: 'text', body: `${mended.add(path.slice('/mend/'.length)).size}` };
  if (path.startsWith('/widget-')) return { rewrite: `/dist${path}` };
  if (path === '/widget.js') {
    const form = forms[query.form]?.();
    const body = form ? inline(form, origin) : `/* ${query.version ?? ''} */\n${readWidget()}`;
    // The tests of what the page itself can find out have an unsigned one.
    return { type: 'js', body: 'signed' in query ? sign(body, origin) : body };
  }
  if (path === '/page') return { type: 'html', body: page(query), csp: query.csp?.replaceAll('{origin}', origin) };
  if (method === 'POST' && path.endsWith('/leads'))
    return {
      type: 'json',
      status: 202,
      body: JSON.stringify({ submission: 'kept', status: 'queued', channel: 'Direct' }),
    };
  const form = forms[/^\/v1\/forms\/(\w+)$/.exec(path)?.[1]]?.();
  return form && { type: 'json', body: JSON.stringify(form) };
}

async function readBody(stream) {
  let body = '';
  for await (const chunk of stream) body += chunk;
  return body;
}

export async function serve(context, next) {
  // What a browser posts by itself is shown.
  if (context.method === 'POST' && context.path.endsWith('/leads') && context.accepts('json', 'html') === 'html') {
    context.type = 'text';
    context.body = await readBody(context.req);
    return undefined;
  }
  const found = answer({ path: context.path, method: context.method, query: context.query, origin: context.origin });
  if (!found) return next();
  if (found.rewrite) {
    context.url = found.rewrite;
    return next();
  }
  context.status = found.status ?? 200;
  context.type = found.type;
  if (found.csp) context.set('content-security-policy', found.csp);
  context.body = found.body;
  return undefined;
}

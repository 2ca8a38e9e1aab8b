/** The text of the snippet. */
import { KINDS, type KindName } from './snippet-kinds.ts';
import { type SnippetOptions, toAttributes, toQuery, toValueAttributes } from './snippet-options.ts';

export interface SnippetInput {
  origin: string;
  form: string;
  /** Pixels, or 0 while it is not measured. */
  height: number;
  options: SnippetOptions;
  /** For hidden fields, by name. */
  values: Record<string, string>;
  widget: { file: string; integrity: string } | undefined;
  /** Written by the Worker. */
  markup: string;
}

/** @returns nothing while its data is loading. */
export function toSnippet(kind: KindName, input: SnippetInput): string {
  const { origin, form, height, options, values, widget, markup } = input;
  const hosted = `${origin}/f/${form}`;
  const source = `${origin}/widget.js?form=${form}`;
  const attributes = [...toAttributes(options, KINDS[kind].options), ...toValueAttributes(values)];
  const list = (prefix: string) =>
    attributes.map(([name, value]) => `\n        ${prefix}${name}="${toHtml(value)}"`).join('');
  // In the tag itself, because only CSS can reserve the space before the script arrives.
  const room = height > 0 ? `\n        style="display:block;min-height:${height}px"` : '';
  const noscript = `<noscript><a href="${hosted}">Open the form</a></noscript>`;
  switch (kind) {
    case 'tag':
      return `<script async src="${source}"\n        data-form="${form}"${list('data-')}${room}></script>\n${noscript}`;
    case 'pinned':
      // A fixed version needs its hash.
      return widget
        ? `<script async src="${origin}${widget.file}"
        data-form="${form}"
        integrity="${widget.integrity}" crossorigin="anonymous"${list('data-')}${room}></script>\n${noscript}`
        : '';
    case 'element':
      return `<lead-form form="${form}"${list('')}${room}><a href="${hosted}">Open the form</a></lead-form>
<script async src="${source}"></script>`;
    case 'html':
      return markup;
    case 'iframe':
      return toFrame(input, `${hosted}?${toHtml(toQuery(options, KINDS.iframe.options))}`);
    case 'gtm':
      return toTagManager(source, [['form', form], ...attributes]);
    case 'react':
      return toReact({ source, hosted, form, attributes, height });
  }
}

function toFrame({ origin, form, height }: SnippetInput, address: string): string {
  return `<iframe id="lead-form-${form}" src="${address}" title="Form"
        style="width:100%;height:${height || 480}px;border:0"></iframe>
<script>
  addEventListener('message', ({ origin, data }) => {
    if (origin === '${origin}' && data.type === 'lead-form-height')
      document.getElementById('lead-form-${form}').style.height = data.height + 'px';
  });
</script>`;
}

/** Tag managers strip data attributes from tags, so a script creates the element. */
function toTagManager(source: string, attributes: [string, string][]): string {
  const lines = attributes.map(([name, value]) => `    form.setAttribute(${quote(name)}, ${quote(value)});`);
  return `<script>
  (function () {
    var form = document.createElement('lead-form');
${lines.join('\n')}
    document.getElementById('lead-form').appendChild(form);
    var script = document.createElement('script');
    script.src = ${quote(source)};
    script.async = true;
    document.head.appendChild(script);
  })();
</script>`;
}

interface ReactInput {
  source: string;
  hosted: string;
  form: string;
  attributes: [string, string][];
  height: number;
}

function toReact({ source, hosted, form, attributes, height }: ReactInput): string {
  const props = attributes.map(([name, value]) => ` ${name}={${quote(value)}}`).join('');
  const style = height > 0 ? ` style={{ display: 'block', minHeight: ${height} }}` : '';
  return `import { useEffect } from 'react';

const SOURCE = ${quote(source)};

export function LeadForm() {
  useEffect(() => {
    if (document.querySelector(\`script[src="\${SOURCE}"]\`)) return;
    const script = document.createElement('script');
    script.src = SOURCE;
    script.async = true;
    document.head.append(script);
  }, []);
  return (
    <lead-form form="${form}"${props}${style}>
      <a href="${hosted}">Open the form</a>
    </lead-form>
  );
}`;
}

const toHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
/** For a script within a page, which no text may end. */
const quote = (text: string): string => JSON.stringify(text).replaceAll('<', '\\u003c');

import type { Plugin } from 'vite';

/** Line breaks and indents inside templates are for the reader of the source only. */
export const tightTemplates: Plugin = {
  name: 'tight-templates',
  enforce: 'pre',
  transform: (code, id) => {
    if (!id.startsWith(import.meta.dirname)) return null;
    const tight = id.endsWith('.styles.ts')
      ? code.replace(/(css = `)([^`]*)/gi, (_, open, css) => open + tighten(css))
      : code.replace(/(html`)([\s\S]*?)(?=`\s*[:;,)}])/g, (_, open, text) => open + text.replace(/\n\s*/g, ' '));
    return { code: tight, map: null };
  },
};

const tighten = (css: string): string =>
  css
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/='([\w-]+)'\]/g, '=$1]')
    .replace(/ !imp/g, '!imp')
    .replace(/([ :,(])0\./g, '$1.');

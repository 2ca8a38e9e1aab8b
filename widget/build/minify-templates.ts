import { join } from 'node:path';
import { transform } from 'lightningcss';
import type { Plugin } from 'vite';

interface Node {
  type: string;
  start: number;
  end: number;
}

const widget = join(import.meta.dirname, '..');

/** Removes line breaks and indentation from templates and style sheets: 170 bytes of the core, 290 of the features. */
export const tightTemplates: Plugin = {
  name: 'tight-templates',
  transform(code, id) {
    if (!id.startsWith(widget)) return null;
    const tighten = id.endsWith('.styles.ts') ? tightenCss : tightenHtml;
    let tight = code;
    // From the end, so that the positions of earlier texts stay right.
    for (const { start, end } of findTexts(this.parse(code)).sort((a, b) => b.start - a.start))
      tight = tight.slice(0, start) + tighten(code.slice(start, end)) + tight.slice(end);
    return { code: tight, map: null };
  },
};

/** The fixed texts of all template literals. */
function findTexts(node: unknown): Node[] {
  if (typeof node !== 'object' || node === null) return [];
  if ((node as Node).type === 'TemplateElement') return [node as Node];
  return Object.values(node).flatMap(findTexts);
}

const tightenHtml = (html: string): string => html.replace(/\n\s*/g, ' ').replace(/ +(?=>)/g, '');

const tightenCss = (css: string): string =>
  transform({ code: Buffer.from(css), filename: 'styles.css', minify: true }).code.toString();

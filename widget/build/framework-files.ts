/**
 * The package's files for frameworks: types of `<lead-form>` for templates, from the manifest, and a file for servers.
 */
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Described } from './manifest.ts';

const sources = join(import.meta.dirname, '../frameworks');

/**
 * Frameworks set a property where the element has one of that name, and an attribute elsewhere. `render` is a method of
 * Lit, which a framework would replace.
 */
const PROPERTY_OF: Record<string, string> = { render: 'renderMode' };

/** Writes the types of each framework, and `settings.d.ts`, which they share. */
export function writeFrameworkFiles(element: Described, out: string): void {
  cpSync(sources, out, { recursive: true });
  writeFileSync(join(out, 'settings.d.ts'), toSettings(element));
}

function toSettings({ attributes }: Described): string {
  const members = attributes.map(({ name, description, type }) => {
    const key = PROPERTY_OF[name] ?? (name.includes('-') ? `'${name}'` : name);
    const values = type.text === 'number' ? 'number | string' : type.text;
    return `  /** ${description} */\n  ${key}?: ${values} | undefined;`;
  });
  return `import type { LeadFormEventMap } from '../types/widget/events.js';

export interface Settings {
${members.join('\n')}
}

export type Listeners = {
  [Name in keyof LeadFormEventMap as \`on\${Name}\`]?: (event: LeadFormEventMap[Name]) => void;
};
`;
}

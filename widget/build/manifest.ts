/** The part of the custom elements manifest from which the package's other files are generated. */
import { readFileSync, writeFileSync } from 'node:fs';

interface Named {
  name: string;
  description: string;
}

/** The public side of an element. */
export interface Described {
  tagName: string;
  description: string;
  attributes: (Named & { type: { text: string }; default?: string })[];
  events: (Named & { type: { text: string } })[];
  slots: Named[];
  cssParts: Named[];
  cssProperties: Named[];
}

interface Manifest {
  modules: { path: string; declarations: (Partial<Described> & { customElement?: boolean; members?: unknown[] })[] }[];
}

/**
 * Leaves out the members, which serve the element's own features. Attributes, events and the like are public.
 * @returns the element.
 */
export function publishApi(path: string): Described {
  const manifest: Manifest = JSON.parse(readFileSync(path, 'utf8'));
  for (const module of manifest.modules) {
    module.path = module.path.replace('widget/', '').replace('.ts', '.js');
    for (const declaration of module.declarations) if (declaration.customElement) declaration.members = [];
  }
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
  const element = manifest.modules.flatMap(({ declarations }) => declarations).find(isElement);
  if (!element) throw new Error('The manifest has no element.');
  return element;
}

const isElement = (declaration: object): declaration is Described => 'tagName' in declaration;

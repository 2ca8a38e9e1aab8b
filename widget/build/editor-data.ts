/**
 * Data for editors' completion in HTML and CSS, from the manifest: custom data of VS Code, and web-types of JetBrains.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Described } from './manifest.ts';

export function writeEditorData(element: Described, version: string, out: string): void {
  const write = (file: string, data: unknown): void =>
    writeFileSync(join(out, file), `${JSON.stringify(data, null, 2)}\n`);
  write('vscode.html-custom-data.json', toHtmlData(element));
  write('vscode.css-custom-data.json', toCssData(element));
  write('web-types.json', toWebTypes(element, version));
}

/** The values of `'light' | 'dark'`; none for `string` and the like. */
const valuesOf = (type: string): string[] => [...type.matchAll(/'([^']*)'/g)].map(([, value = '']) => value);

function toHtmlData({ tagName, description, attributes }: Described) {
  const described = attributes.map(({ name, description, type }) => {
    const values = valuesOf(type.text).map((value) => ({ name: value }));
    // `v`: an attribute that needs no value.
    return { name, description, values, valueSet: type.text === 'boolean' ? 'v' : undefined };
  });
  return { version: 1.1, tags: [{ name: tagName, description, attributes: described }] };
}

function toCssData({ tagName, cssProperties, cssParts }: Described) {
  return {
    version: 1.1,
    properties: cssProperties.map(({ name, description }) => ({ name, description })),
    pseudoElements: cssParts.map(({ name, description }) => ({
      name: `::part(${name})`,
      description: `${tagName}: ${description}`,
    })),
  };
}

function toWebTypes(element: Described, version: string) {
  const attributes = element.attributes.map(({ name, description, type, default: preset }) => {
    const value = type.text === 'boolean' ? { kind: 'no-value' } : { type: type.text.split(' | ') };
    return { name, description, default: preset, value };
  });
  return {
    name: 'leadwire',
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: [
          {
            name: element.tagName,
            description: element.description,
            attributes,
            slots: element.slots.map(named),
            css: { properties: element.cssProperties.map(named), parts: element.cssParts.map(named) },
            js: { events: element.events.map(named) },
          },
        ],
      },
    },
  };
}

const named = ({ name, description }: { name: string; description: string }) => ({ name, description });

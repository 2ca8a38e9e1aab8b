import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { getLanguageService, newHTMLDataProvider, TextDocument } from 'vscode-html-languageservice';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const { customElements, 'web-types': webTypes } = read('package.json');
const manifest = read(customElements);
const [element] = manifest.modules.flatMap(({ declarations }: { declarations: { tagName?: string }[] }) =>
  declarations.filter(({ tagName }) => tagName),
);
const namesOf = (list: { name: string }[]): string[] => list.map(({ name }) => name).sort();

/** What VS Code suggests at the `|`. */
function complete(markup: string): string[] {
  const data = read('dist/element/vscode.html-custom-data.json');
  const service = getLanguageService({ customDataProviders: [newHTMLDataProvider('leadwire', data)] });
  const document = TextDocument.create('page.html', 'html', 1, markup.replace('|', ''));
  const position = document.positionAt(markup.indexOf('|'));
  return service.doComplete(document, position, service.parseHTMLDocument(document)).items.map(({ label }) => label);
}

test('VS Code completes the tag, its attributes and their values', () => {
  expect(complete('<|')).toContain('lead-form');
  expect(complete('<lead-form |')).toEqual(expect.arrayContaining(namesOf(element.attributes)));
  expect(complete('<lead-form theme="|"')).toEqual(['light', 'dark', 'auto']);
});

test('VS Code knows the custom properties and parts', () => {
  const { properties, pseudoElements } = read('dist/element/vscode.css-custom-data.json');
  expect(namesOf(properties)).toEqual(namesOf(element.cssProperties));
  expect(namesOf(pseudoElements)).toEqual(namesOf(element.cssParts).map((name) => `::part(${name})`));
});

test('JetBrains editors know the attributes, events, slots, parts and custom properties', () => {
  const [described] = read(webTypes).contributions.html.elements;
  expect(described.name).toBe('lead-form');
  expect(namesOf(described.attributes)).toEqual(namesOf(element.attributes));
  expect(namesOf(described.js.events)).toEqual(namesOf(element.events));
  expect(namesOf(described.slots)).toEqual(namesOf(element.slots));
  expect(namesOf(described.css.parts)).toEqual(namesOf(element.cssParts));
  expect(namesOf(described.css.properties)).toEqual(namesOf(element.cssProperties));
  const theme = described.attributes.find(({ name }: { name: string }) => name === 'theme');
  expect(theme).toMatchObject({ default: 'auto', value: { type: ["'light'", "'dark'", "'auto'"] } });
});

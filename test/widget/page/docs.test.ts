import { formCss } from '../../../widget/styles/form.styles.ts';
import { equal } from '../support/assert.ts';
import { clearPage } from '../support/page.ts';

interface Described {
  attributes: { name: string }[];
  events: { name: string }[];
  cssParts: { name: string }[];
  cssProperties: { name: string }[];
  slots: { name: string }[];
}

const read = async (path: string) => (await fetch(path)).text();

async function readManifest(): Promise<Described> {
  const { modules } = JSON.parse(await read('/dist/element/custom-elements.json'));
  const declarations = modules.flatMap(
    (module: { declarations: (Described & { customElement?: boolean })[] }) => module.declarations,
  );
  return declarations.find(({ customElement }: { customElement?: boolean }) => customElement);
}

const missing = (names: string[], text: string) => names.filter((name) => !text.includes(`\`${name}\``));

suite('the documents', () => {
  setup(clearPage);

  test('name every attribute and slot', async () => {
    const { attributes, slots } = await readManifest();
    const names = [...attributes.map(({ name }) => `data-${name}`), ...slots.flatMap(({ name }) => name || [])];
    equal(missing(names, await read('/docs/widget/embedding.md')), []);
  });

  test('name every event', async () => {
    const { events } = await readManifest();
    equal(
      missing(
        events.map(({ name }) => name),
        await read('/docs/widget/events.md'),
      ),
      [],
    );
  });

  test('name every part and custom property, and no other property', async () => {
    const { cssParts, cssProperties } = await readManifest();
    const text = await read('/docs/widget/theming.md');
    const properties = cssProperties.map(({ name }) => name);
    equal(missing([...cssParts.map(({ name }) => name), ...properties], text), []);
    const named = new Set([...text.matchAll(/`(--lead-form-[\w-]+)`/g)].map(([, name]) => name ?? ''));
    equal([...named].sort(), [...properties].sort());
  });

  test('the custom properties are those that the style sheet reads', async () => {
    const { cssProperties } = await readManifest();
    const read = new Set([...formCss.matchAll(/var\((--lead-form-[\w-]+)/g)].map(([, name]) => name ?? ''));
    equal([...read].sort(), cssProperties.map(({ name }) => name).sort());
  });
});

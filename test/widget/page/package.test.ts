import { equal, ok } from '../support/assert.ts';
import { openFrame } from '../support/frame.ts';
import { clearPage, control, until } from '../support/page.ts';

interface Manifest {
  modules: {
    declarations: { customElement?: boolean; attributes: { name: string }[]; cssParts: { name: string }[] }[];
  }[];
}

const ELEMENT = '<lead-form form="all" endpoint="{origin}"></lead-form>'.replace('{origin}', location.origin);

suite('the npm package', () => {
  setup(clearPage);

  test('importing the class defines nothing', async () => {
    const body = `<script type="module">
      const { LeadForm } = await import('/dist/element/lead-form.js');
      window.found = [typeof LeadForm, Boolean(customElements.get('lead-form'))];
    </script>`;
    const { window } = await openFrame({ body });
    await until(() => 'found' in window);
    equal((window as unknown as { found: unknown[] }).found, ['function', false]);
  });

  test('/define draws a form with its lazy features', async () => {
    const body = `<script type="module" src="/dist/element/lead-form-define.js"></script>${ELEMENT}`;
    const element = await (await openFrame({ body })).drawn();
    ok(control(element, 'comments').getBoundingClientRect().height > 0, 'a lazy kind');
  });

  test('the manifest names every attribute, and every part that is drawn', async () => {
    const manifest: Manifest = await (await fetch('/dist/element/custom-elements.json')).json();
    const element = manifest.modules.flatMap(({ declarations }) => declarations).find((each) => each.customElement);
    const frame = await openFrame({ body: `<script src="/widget.js"></script>${ELEMENT}` });
    const drawn = await frame.drawn();
    const { observedAttributes } = drawn.constructor as typeof HTMLElement & { observedAttributes: string[] };
    equal(element?.attributes.map(({ name }) => name).sort(), [...observedAttributes].sort());
    const named = element?.cssParts.map(({ name }) => name) ?? [];
    const parts = [...drawn.renderRoot.querySelectorAll('[part]')].map((part) => part.getAttribute('part') ?? '');
    equal(
      parts.filter((part) => !named.includes(part)),
      [],
    );
  });
});

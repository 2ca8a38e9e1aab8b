import { equal, matches } from '../support/assert.ts';
import { valid } from '../support/definitions.ts';
import { type Frame, openFrame } from '../support/frame.ts';
import { clearPage, fill, press, until } from '../support/page.ts';

const TAG = '<script async src="/widget.js?form=report" data-form="report"></script>';
const BARE = '<script async src="/widget.js?form=report"></script>';

const drawnIn = (frame: Frame, count: number) =>
  until(
    () => frame.forms().length === count && frame.forms().every(({ state }) => state?.status === 'ready'),
    `${count} forms, not ${frame.forms().length}`,
  );

/** As jQuery puts markup in: scripts are taken out of it, fetched, and run as text from the head. */
async function insertLikeJquery({ document, window }: Frame, box: Element, html: string): Promise<void> {
  box.innerHTML = html;
  for (const tag of box.querySelectorAll('script')) {
    const code = await (await window.fetch(tag.src)).text();
    const script = document.createElement('script');
    script.text = code;
    document.head.append(script);
    script.remove();
  }
}

suite('a tag, inserted in any way', () => {
  setup(clearPage);

  test('needs no attribute when its address names the form', async () => {
    const frame = await openFrame({ body: `<main>${BARE}</main>` });
    await drawnIn(frame, 1);
    equal(frame.forms()[0]?.parentElement?.tagName, 'MAIN');
  });

  test('renders nothing when the page has an element for the form in its address', async () => {
    for (const script of [BARE, BARE.replace('async ', '')]) {
      const frame = await openFrame({ body: `${script}<div><lead-form form="report"></lead-form></div>` });
      await drawnIn(frame, 1);
      equal(frame.forms()[0]?.parentElement?.tagName, 'DIV');
    }
  });

  for (const [what, tags] of [
    ['one tag', TAG],
    ['a tag without attributes', BARE],
    ['two tags at once', `<p>${TAG}</p><p>${TAG.replaceAll('report', 'all')}</p>`],
  ] as const)
    for (const before of ['', '<script src="/widget.js"></script>'])
      test(`inserted by jQuery renders in its place: ${what}${before && ', with the script already loaded'}`, async () => {
        const frame = await openFrame({ body: `${before}<main></main>` });
        const main = frame.document.querySelector('main') as HTMLElement;
        await insertLikeJquery(frame, main, tags);
        await drawnIn(frame, tags.split('<script').length - 1);
        for (const form of frame.forms()) equal(form.previousElementSibling?.tagName, 'SCRIPT');
      });

  test('is found on each page that a router swaps in, there and back', async () => {
    const frame = await openFrame({ body: `<main>${TAG}</main>` });
    await drawnIn(frame, 1);
    const main = frame.document.querySelector('main') as HTMLElement;
    for (const page of [TAG.replaceAll('report', 'all'), '<p>No form</p>', TAG]) {
      const next = new frame.window.DOMParser().parseFromString(`<main>${page}</main>`, 'text/html');
      main.replaceChildren(...(next.querySelector('main') as HTMLElement).childNodes);
      await drawnIn(frame, page === TAG || page.includes('all') ? 1 : 0);
    }
  });

  test('moves to its target once that appears, and warns until then', async () => {
    const frame = await openFrame({ body: '<script src="/widget.js"></script><main></main>' });
    const said: unknown[] = [];
    frame.window.console.warn = (text: unknown) => void said.push(text);
    const main = frame.document.querySelector('main') as HTMLElement;
    main.innerHTML = TAG.replace('data-form', 'data-target="#late" data-form');
    await drawnIn(frame, 1);
    await until(() => said.length > 0);
    matches(`${said}`, /data-target="#late"/);
    const late = frame.document.createElement('div');
    late.id = 'late';
    frame.document.body.append(late);
    await until(() => frame.forms()[0]?.parentElement === late);
  });

  for (const how of ['copied', 'put inline', 'joined to a bundle'])
    test(`${how} by an optimiser, the script loads what it needs from the Worker that served it`, async () => {
      const frame = await openFrame({ body: '<main></main>' });
      const code = await (await fetch('/widget.js?signed&form=report')).text();
      const script = frame.document.createElement('script');
      const bundle = `var before = 1;\n${code}\nvar after = 2;`;
      if (how === 'put inline') script.text = code;
      else script.src = URL.createObjectURL(new Blob([how === 'copied' ? code : bundle], { type: 'text/javascript' }));
      if (how === 'joined to a bundle')
        (frame.document.querySelector('main') as HTMLElement).innerHTML = '<lead-form form="report"></lead-form>';
      else script.dataset.form = 'report';
      frame.document.body.append(script);
      await drawnIn(frame, 1);
      const [element] = frame.forms();
      if (!element) return;
      fill(element, valid);
      press(element);
      await until(() => element.state.status === 'submitted');
    });
});

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

const removeTag = (_: Frame, tag: HTMLScriptElement): void => tag.remove();

/** Waits for two tasks of the page. */
const tasks = ({ window }: Frame) => new Promise<void>((done) => window.setTimeout(() => window.setTimeout(done)));

/** Adds a tag to the page like a loader, and waits until it has run. */
async function runTag(frame: Frame, html: string, onLoad?: (frame: Frame, tag: HTMLScriptElement) => void) {
  const tag = frame.document.createRange().createContextualFragment(html).querySelector('script') as HTMLScriptElement;
  const loaded = new Promise((done) => {
    tag.onload = () => {
      onLoad?.(frame, tag);
      done(undefined);
    };
  });
  frame.document.querySelector('main')?.append(tag);
  await loaded;
}

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

  for (const query of ['?form=report&ver=6.8', '?ver=6.8&amp;form=report', '?platform=web&amp;form=report'])
    test(`finds the form in its address, wherever it is: ${query}`, async () => {
      const frame = await openFrame({ body: `<main>${BARE.replace('?form=report', query)}</main>` });
      await drawnIn(frame, 1);
      equal(frame.forms()[0]?.form, 'report');
    });

  for (const [where, bring] of [
    [
      "inside the page's own shadow root",
      (place: Element, tag: Element) => place.attachShadow({ mode: 'open' }).append(tag),
    ],
    [
      'removed before it ran',
      (place: Element, tag: Element) => {
        place.append(tag);
        tag.remove();
      },
    ],
  ] as const)
    test(`tells the developer what to use instead when its place is unknown: ${where}`, async () => {
      const frame = await openFrame({ body: '<main></main>' });
      const said: unknown[] = [];
      frame.window.console.warn = (text: unknown) => void said.push(text);
      const script = frame.document.createElement('script');
      script.src = '/widget.js?form=report';
      bring(frame.document.querySelector('main') as Element, script);
      await until(() => said.length > 0);
      matches(`${said}`, /put <lead-form/);
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

  const leavings: [string, string, (frame: Frame, tag: HTMLScriptElement) => void, string][] = [
    ['is removed by the script that added it', TAG, (_, tag) => tag.remove(), ''],
    [
      'is removed while its form is in a target',
      TAG.replace('data-form', 'data-target="aside" data-form'),
      removeTag,
      '',
    ],
    [
      'is removed with the content of its place',
      TAG,
      ({ document }) => document.querySelector('main')?.replaceChildren(),
      '',
    ],
    [
      'is swapped for another page under the same path',
      TAG,
      ({ document, window }) => {
        window.history.pushState({}, '', `${window.location.search}&page=2`);
        document.querySelector('main')?.replaceChildren('Second');
      },
      '',
    ],
    [
      'is swapped for a tag of the same form',
      TAG,
      ({ document }, tag) => {
        tag.remove();
        document.querySelector('aside')?.append(document.createRange().createContextualFragment(BARE));
      },
      'ASIDE',
    ],
    [
      'is replaced by a copy, as Astro does with each',
      TAG,
      (_, tag) => {
        const copy = tag.cloneNode() as HTMLScriptElement;
        copy.dataset.astroExec = '';
        tag.replaceWith(copy);
      },
      'MAIN',
    ],
    ['moves elsewhere', TAG, ({ document }, tag) => document.querySelector('aside')?.append(tag), 'ASIDE'],
    [
      'moves elsewhere after its form was moved',
      TAG,
      ({ document, forms }, tag) => {
        document.querySelector('footer')?.append(...forms());
        document.querySelector('aside')?.append(tag);
      },
      'FOOTER',
    ],
  ];
  for (const way of ['parsed', 'added by a script'])
    for (const [what, tag, leave, place] of leavings)
      test(`${place ? 'renders in one place' : 'removes its form'} when it ${what}: ${way}`, async () => {
        const places = '<aside></aside><footer></footer>';
        const frame = await openFrame({ body: `<main>${way === 'parsed' ? tag : ''}</main>${places}` });
        if (way !== 'parsed') await runTag(frame, tag);
        await drawnIn(frame, 1);
        await tasks(frame);
        leave(frame, frame.document.querySelector('script[data-form]') as HTMLScriptElement);
        await until(
          () =>
            frame
              .forms()
              .map((form) => form.parentElement?.tagName ?? '')
              .join() === place,
        );
        await drawnIn(frame, place ? 1 : 0);
      });

  for (const [when, remove] of [
    ['in its load event', removeTag],
    ['in the next task', (frame: Frame, tag: HTMLScriptElement) => frame.window.setTimeout(() => tag.remove())],
  ] as const)
    test(`leaves its form when the loader that ran it removes it ${when}`, async () => {
      const frame = await openFrame({ body: '<main></main>' });
      await runTag(frame, TAG, remove);
      await drawnIn(frame, 1);
      await tasks(frame);
      frame.document.body.append('More of the page');
      await tasks(frame);
      await drawnIn(frame, 1);
    });

  for (const type of ['text/plain', 'rocketlazyloadscript', 'application/json'])
    test(`blocked by type="${type}", it renders nothing until it is unblocked`, async () => {
      const held = TAG.replace('<script', `<script type="${type}"`);
      const frame = await openFrame({ body: `<script src="/widget.js"></script><main>${held}</main>` });
      await tasks(frame);
      frame.document.body.append('More of the page');
      await tasks(frame);
      equal(frame.forms().length, 0);
      const old = frame.document.querySelector('main script') as HTMLScriptElement;
      const released = frame.document.createElement('script');
      for (const { name, value } of old.attributes) if (name !== 'type') released.setAttribute(name, value);
      old.replaceWith(released);
      await drawnIn(frame, 1);
      equal(frame.forms()[0]?.previousElementSibling, released);
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

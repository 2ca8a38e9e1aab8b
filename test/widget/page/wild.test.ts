import type { LeadForm } from '../../../widget/lead-form.ts';
import { equal, matches, ok } from '../support/assert.ts';
import { expectAccessible } from '../support/axe.ts';
import { leaveAndReturn, testInChromium } from '../support/browser.ts';
import { valid } from '../support/definitions.ts';
import { addressOf, openFrame } from '../support/frame.ts';
import { clearPage, control, fill, find, press, until } from '../support/page.ts';

const TAG = '<script async src="/widget.js?form=report" data-form="report"></script>';
const link = (href: string) => `<link rel="stylesheet" href="/node_modules/${href}" />`;

const stylesheets: Record<string, string> = {
  'Bootstrap 5': link('bootstrap/dist/css/bootstrap.min.css'),
  "Tailwind's preflight": link('tailwindcss/preflight.css'),
  Bulma: link('bulma/css/bulma.min.css'),
  Pico: link('@picocss/pico/css/pico.min.css'),
  'rules that unset everything': '<style>* { all: unset } head, script, title, style { display: none }</style>',
};

/** What a visitor would notice first. */
function looksOf(element: LeadForm) {
  const view = element.ownerDocument.defaultView ?? window;
  const box = find(element, '[part="form"]').getBoundingClientRect();
  return Object.fromEntries(
    ['[part="input"]', '.field > [part="label"]', '[part="submit"]', '[part="checkbox"]', '.field'].map((selector) => {
      const found = find(element, selector);
      const { display, borderTopStyle, borderTopWidth, appearance, cursor, fontWeight } = view.getComputedStyle(found);
      const share = Math.round((found.getBoundingClientRect().width / box.width) * 20);
      return [selector, { display, borderTopStyle, borderTopWidth, appearance, cursor, fontWeight, share }];
    }),
  );
}

suite('pages in the wild', () => {
  setup(clearPage);

  for (const [name, head] of Object.entries(stylesheets))
    test(`looks the same on a page with ${name}`, async () => {
      const plain = await (await openFrame({ body: TAG })).drawn();
      const element = await (await openFrame({ head, body: TAG })).drawn();
      equal(looksOf(element), looksOf(plain));
      ok(control(element, 'email').getBoundingClientRect().height >= 44, 'a target of 44 px');
    });

  for (const [name, head] of Object.entries(stylesheets).slice(0, 4))
    test(`render=light can be used on a page with ${name}`, async () => {
      const frame = await openFrame({ head, body: TAG.replace('data-form', 'data-render="light" data-form') });
      const element = await frame.drawn();
      equal(element.shadowRoot, null);
      const label = find(element, '[part="label"]').getBoundingClientRect();
      const input = find(element, '[part="input"]').getBoundingClientRect();
      ok(label.bottom <= input.top + 1 && input.height >= 44, 'labels above targets of 44 px');
      ok(find(element, '[part="submit"]').getBoundingClientRect().height >= 44, 'a button of 44 px');
      fill(element, valid);
      press(element);
      await until(() => element.state.status === 'submitted');
    });

  test('a router that restores a copy of the page shows one form', async () => {
    for (const render of ['shadow', 'light']) {
      const tag = `<script src="/widget.js?form=report" data-form="report" data-render="${render}"></script>`;
      const frame = await openFrame({ body: `<main>${tag}</main>` });
      await frame.drawn();
      const copy = frame.document.body.cloneNode(true) as HTMLElement;
      frame.document.body.replaceWith(copy);
      const old = copy.querySelector('script') as HTMLScriptElement;
      const script = frame.document.createElement('script');
      for (const { name, value } of old.attributes) script.setAttribute(name, value);
      const ran = new Promise((resolve) => {
        script.onload = resolve;
      });
      old.replaceWith(script);
      await ran;
      const element = await frame.drawn();
      equal(frame.forms().length, 1);
      equal((element.shadowRoot ?? element).querySelectorAll('form').length, 1);
    }
  });

  for (const [what, body] of [
    ['an element', '<a id="leadwire" href="/x"></a>'],
    ['two elements', '<a id="leadwire"></a><a id="leadwire" name="mounted"></a>'],
    ['a form with inputs', '<form id="leadwire"><input name="mounted" /><input name="definitions" /></form>'],
    ['a frame', '<iframe name="leadwire" srcdoc="<a id=definitions></a><a id=mounted></a>"></iframe>'],
    ['a frame of another origin', '<iframe name="leadwire" sandbox srcdoc="x"></iframe>'],
  ])
    for (const query of ['', '?form=report'])
      test(`${what} in place of its global has no effect on /widget.js${query}`, async () => {
        const script = `<script async src="/widget.js${query}" data-form="report"></script>`;
        const frame = await openFrame({ body: `${body}${script}` });
        equal((await frame.drawn()).state.status, 'ready');
        equal(frame.forms().length, 1);
      });

  const strict = "default-src 'none'; connect-src 'self'; style-src 'none';";
  const trusted = "require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'";
  for (const [name, csp, nonce] of [
    ['the host', `${strict} script-src {origin}; ${trusted}`, ''],
    ['a nonce', `${strict} script-src 'nonce-r4nd0m'; ${trusted}`, 'nonce="r4nd0m"'],
    [
      'a nonce and strict-dynamic',
      `${strict} script-src 'nonce-r4nd0m' 'strict-dynamic'; ${trusted}`,
      'nonce="r4nd0m"',
    ],
  ] as const)
    test(`works under a strict policy that allows ${name}`, async () => {
      const frame = await openFrame({ csp, body: `<script async src="/widget.js" data-form="all" ${nonce}></script>` });
      const violations: string[] = [];
      frame.document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        violations.push(`${violatedDirective} ${blockedURI}`),
      );
      const element = await frame.drawn();
      // Fields of every kind and the hints are lazy features.
      fill(element, { 'form[email]': 'ada@gmial.com' });
      await until(() => frame.window.sessionStorage.length > 0);
      ok(control(element, 'email').getBoundingClientRect().height >= 44, 'its looks');
      equal(violations, []);
    });

  test('asks the origin once: the definition comes with the script', async () => {
    const frame = await openFrame({ body: TAG });
    await frame.drawn();
    const asked = frame.window.performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
    equal(asked, ['/widget.js']);
  });

  test('two versions of the script share a page', async () => {
    const body = `<script src="/widget.js?version=1" data-form="report"></script>
      <script src="/widget.js?version=2" data-form="all"></script>`;
    const frame = await openFrame({ body });
    await until(() => frame.forms().length === 2 && frame.forms().every(({ state }) => state.status === 'ready'));
    equal(
      frame.forms().map((form) => form.getAttribute('form')),
      ['report', 'all'],
    );
  });

  test('where the script is blocked, the link shows', async () => {
    const body = `<lead-form form="report"><a href="/f/report">Open the form</a></lead-form>${TAG}`;
    const frame = await openFrame({ csp: "script-src 'none'", body });
    const fallback = frame.document.querySelector('a');
    ok((fallback?.getBoundingClientRect().width ?? 0) > 0, 'the link');
    equal(frame.forms().length, 1);
  });

  for (const [where, body] of [
    ['the head', ''],
    ['a paragraph', `<p>Text ${TAG}</p>`],
    ['a flex row', `<div style="display:flex"><p>Text</p>${TAG}</div>`],
    ['a table cell', `<table><tr><td>${TAG}</td></tr></table>`],
    ['an element beside an image named currentScript', `<img name="currentScript" alt="" /><div>${TAG}</div>`],
  ] as const)
    test(`a tag in ${where} draws a form with enough width`, async () => {
      const frame = await openFrame({ body, ...(where === 'the head' && { head: TAG }) });
      const element = await frame.drawn();
      equal(frame.forms().length, 1);
      ok(element.getBoundingClientRect().width >= 256, `width ${element.getBoundingClientRect().width}`);
    });

  test('a single-page app may mount and unmount it as often as it likes', async () => {
    const frame = await openFrame({ body: '<script src="/widget.js"></script><div id="app"></div>' });
    const app = frame.document.querySelector('#app');
    const errors: string[] = [];
    frame.window.addEventListener('error', ({ message }) => errors.push(message));
    frame.window.addEventListener('unhandledrejection', ({ reason }) => errors.push(`${reason}`));
    for (let turn = 0; turn < 20; turn++) {
      const element = frame.document.createElement('lead-form');
      element.setAttribute('form', 'report');
      if (turn % 2) element.setAttribute('render', 'light');
      app?.replaceChildren(element);
      if (turn % 3 === 0) continue;
      await frame.drawn();
      fill(element, { 'form[firstName]': `Ada ${turn}` });
    }
    await until(() => frame.window.sessionStorage.length > 0);
    const element = frame.document.createElement('lead-form');
    element.setAttribute('form', 'report');
    app?.replaceChildren(element);
    await frame.drawn();
    matches(control(element, 'firstName').value, /^Ada \d+$/);
    equal(errors, []);
    ok(frame.document.adoptedStyleSheets.length <= 5, 'style sheets do not pile up');
  });

  test('a page that is opened again in the same tab renders first, then restores the draft', async () => {
    const first = await openFrame({ body: TAG });
    fill(await first.drawn(), { 'form[firstName]': 'Ada' });
    await until(() => first.window.sessionStorage.length > 0);
    const second = await (await openFrame({ body: TAG })).drawn();
    await until(() => control(second, 'firstName').value === 'Ada');
    matches(find(second, '.restored').textContent, /We saved what you typed earlier/);
  });

  testInChromium('a page from the back-forward cache has its answers, and submits', async () => {
    const url = location.origin + addressOf({ body: TAG });
    const seen = await leaveAndReturn({
      url,
      first: ['form[firstName]', 'Ada'],
      rest: [
        ['form[lastName]', 'Lovelace'],
        ['form[email]', 'ada@example.com'],
      ],
    });
    equal(seen, { value: 'Ada', persisted: 'true', thanked: true });
  });

  test('is accessible inside a framework’s page', async () => {
    const frame = await openFrame({ head: stylesheets.Pico ?? '', body: TAG });
    await expectAccessible((await frame.drawn()).ownerDocument.body, frame.window);
  });
});

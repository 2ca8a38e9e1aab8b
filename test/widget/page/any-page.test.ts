/** What unusual pages and browsers do to a form. */
import { equal, matches, ok } from '../support/assert.ts';
import { definition, field, simpleFields, valid } from '../support/definitions.ts';
import { openFrame } from '../support/frame.ts';
import { clearPage, control, fill, find, listen, mount, press, textOf, until, worker } from '../support/page.ts';

const TAG = '<script async src="/widget.js?form=report" data-form="report"></script>';
const OWN = '<form><input name="form[email]" aria-label="Email" /><button>Go</button></form>';

suite('on an unusual page', () => {
  setup(clearPage);

  test('in a sandbox without allow-forms, the press sends by script', async () => {
    for (const body of [TAG, `<lead-form form="report">${OWN}</lead-form>${TAG.replace(' data-form="report"', '')}`]) {
      const element = await (await openFrame({ body, sandbox: 'allow-scripts allow-same-origin' })).drawn();
      fill(element, body === TAG ? valid : { 'form[email]': 'ada@example.com' });
      await until(() => element.features.some((feature) => feature.press));
      (element.renderRoot.querySelector<HTMLElement>('[part=submit]') ?? find(element, 'button')).click();
      await until(() => element.state.status === 'submitted');
    }
  });

  for (const [mode, attributes, children] of [
    ['a shadow root', {}, ''],
    ['render=light', { render: 'light' }, ''],
    ['own markup', {}, OWN],
  ] as const)
    test(`a translated page, with its texts inside <font>, shows a changed error: ${mode}`, async () => {
      const element = await mount({ fields: simpleFields().slice(2, 3) }, attributes, children);
      find(element, 'button').click();
      const error = () => element.renderRoot.querySelector('[part=error]') ?? element.querySelector('.lead-form-error');
      await until(() => /enter your|required/i.test(error()?.textContent ?? ''));
      const texts = document.createTreeWalker(element.shadowRoot ?? element, NodeFilter.SHOW_TEXT);
      const found: Text[] = [];
      while (texts.nextNode()) found.push(texts.currentNode as Text);
      for (const root of [error()])
        for (const text of [...(root?.childNodes ?? [])]) {
          const font = document.createElement('font');
          font.textContent = `«${text.textContent}»`;
          text.replaceWith(font);
        }
      ok(found.length > 0, 'texts');
      fill(element, { 'form[email]': 'ada' });
      find(element, 'button').click();
      await until(() => /^Please enter an e-mail|^Enter an e-?mail/i.test(error()?.textContent ?? ''), 'new words');
    });

  test('render=light: a framework removes and adds children where it put them', async () => {
    const element = await mount({}, { render: 'light' }, '<p slot="before">Hello</p>');
    const child = find(element, 'p');
    await until(() => child.parentElement !== element);
    const sibling = document.createElement('p');
    element.insertBefore(sibling, child);
    equal(sibling.nextElementSibling, child);
    element.removeChild(child);
    element.requestUpdate();
    await element.updateComplete;
    equal(child.isConnected, false);
  });

  for (const render of ['shadow', 'light'])
    for (const [what, markup] of [
      ['the tag', TAG.replace('data-form', `data-render="${render}" data-form`)],
      ['the element', `<lead-form form="report" render="${render}"></lead-form>`],
      ['a link in the element', `<lead-form form="report" render="${render}"><a href="/f/report">Open</a></lead-form>`],
    ] as const)
      test(`a morph to the server's markup leaves the form, and what was typed: ${what}, render=${render}`, async () => {
        const turbo = '<script src="/node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js"></script>';
        const body = `${turbo}<script src="/widget.js"></script><main><p>Before</p>${markup}<p>After</p></main>`;
        const frame = await openFrame({ body });
        const first = await frame.drawn();
        fill(first, { 'form[firstName]': 'Ada' });
        await until(() => frame.window.sessionStorage.length > 0);
        const next = new frame.window.DOMParser().parseFromString(body.replace('Before', 'Anew'), 'text/html');
        const { Turbo } = frame.window as unknown as { Turbo: { morphChildren(from: Node, to: Node): void } };
        Turbo.morphChildren(frame.document.body, next.body);
        await until(() => frame.forms()[0]?.renderRoot?.querySelector('form'));
        const element = await frame.drawn();
        await until(() => control(element, 'firstName').value === 'Ada');
        equal(frame.forms().length, 1);
        fill(element, valid);
        press(element);
        await until(() => element.state.status === 'submitted');
        ok(!frame.document.querySelector('lead-form > a')?.checkVisibility(), 'no link beside the thanks');
      });

  const missing = `
    for (const { prototype } of [Array, String, Int8Array, Element, HTMLFormElement])
      for (const name of ['at', 'findLast', 'findLastIndex', 'toSorted', 'isWellFormed', 'checkVisibility', 'requestSubmit', 'replaceChildren'])
        delete prototype[name];
    delete Object.hasOwn;
    delete AbortSignal.timeout;
    delete AbortSignal.any;
    delete crypto.constructor.prototype.randomUUID;
    delete globalThis.structuredClone;`;
  const oldBrowsers = {
    'Safari 15: no constructed style sheets': `
      for (const { prototype } of [Document, ShadowRoot]) delete prototype.adoptedStyleSheets;
      delete CSSStyleSheet.prototype.replace;
      delete CSSStyleSheet.prototype.replaceSync;`,
    'Chrome 90: adopted sheets in a frozen list': `
      for (const { prototype } of [Document, ShadowRoot]) {
        const { get, set } = Object.getOwnPropertyDescriptor(prototype, 'adoptedStyleSheets');
        Object.defineProperty(prototype, 'adoptedStyleSheets', { set, get() { return Object.freeze([...get.call(this)]); } });
      }`,
  };
  for (const [browser, code] of Object.entries(oldBrowsers))
    for (const render of ['shadow', 'light'])
      test(`works without features newer than ${browser}, render=${render}`, async () => {
        const head = `<script>${missing}${code}</script>`;
        const frame = await openFrame({ head, body: TAG.replace('data-form', `data-render="${render}" data-form`) });
        const element = await frame.drawn();
        ok(control(element, 'email').getBoundingClientRect().height >= 44, 'its looks');
        ok(find(element, '[name=hp_ref_code]').parentElement?.clientWidth === 1, 'no honeypot in sight');
        fill(element, valid);
        press(element);
        await until(() => element.state.status === 'submitted');
      });

  test('no file has syntax that browsers of 2021 cannot parse: static blocks, lookbehind', async () => {
    const { file, features } = (await (await fetch('/dist/widget.json')).json()) as {
      file: string;
      features: Record<string, { file: string }>;
    };
    for (const path of [file, ...Object.values(features).map((feature) => feature.file)])
      equal([path, /static\s*\{|\(\?<[=!]/.exec(await (await fetch(`/dist${path}`)).text())?.[0]], [path, undefined]);
  });

  test('a definition for another origin is ignored, and the Worker is asked before anybody types', async () => {
    await mount();
    const { definitions = {} } = globalThis.leadwire ?? {};
    Object.assign(definitions, { report: { ...definition(), origin: 'https://shop.example.com' } });
    worker.definitions.set('report', 403);
    const element = document.createElement('lead-form');
    element.setAttribute('form', 'report');
    document.body.append(element);
    await until(() => element.state.status === 'forbidden');
    await element.updateComplete;
    delete definitions.report;
    matches(textOf(element), /cannot be shown here/);
    ok(!textOf(element).includes(location.origin), 'words for the visitor, not for the owner');
    equal(find<HTMLAnchorElement>(element, 'a').href, `${location.origin}/f/report${location.search}`);
  });

  test('forbidden after all, the way out carries the answers along, under the id of the try', async () => {
    worker.answers = [{ status: 403 }];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'forbidden');
    await element.updateComplete;
    const { submit } = HTMLFormElement.prototype;
    let posted: HTMLFormElement | undefined;
    HTMLFormElement.prototype.submit = function () {
      posted = this;
    };
    find(element, 'a').click();
    await until(() => posted);
    HTMLFormElement.prototype.submit = submit;
    equal(posted?.target, '_blank');
    const data = new FormData(posted);
    equal(data.get('form[email]'), 'ada@example.com');
    equal(data.get('submission'), worker.leads[0]?.body.get('submission'));
    posted?.remove();
  });

  test("beside GA4's own measurement, a failed try and a success are one form_submit", async () => {
    window.dataLayer = [];
    const heard = listen(document, 'submit');
    worker.answers = [{ status: 503, body: { retryAfter: 120 } }];
    const element = await mount({}, { analytics: 'datalayer', render: 'light' });
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'failed');
    await element.updateComplete;
    press(element);
    await until(() => element.state.status === 'submitted');
    equal(window.dataLayer.filter((pushed) => (pushed as { event: string }).event === 'form_submit').length, 1);
    equal(heard, []);
  });

  test('a consent manager that keeps the script from running leaves the link', async () => {
    const body = `<lead-form form="report"><a href="/f/report">Open the form</a></lead-form>
      <script type="text/plain" src="/widget.js"></script>`;
    const frame = await openFrame({ body });
    ok((frame.document.querySelector('a')?.getBoundingClientRect().width ?? 0) > 0, 'the link');
  });

  test('password managers are asked to leave the honeypot alone', async () => {
    const trap = find(await mount(), '[name=hp_ref_code]');
    for (const name of ['data-1p-ignore', 'data-lpignore', 'data-bwignore', 'data-form-type'])
      ok(trap.hasAttribute(name), name);
  });

  test('a form whose tag is in the head disappears with its page, and comes back with it', async () => {
    const frame = await openFrame({ body: '<main>Here</main>' });
    const { document: page, window: view } = frame;
    const script = page.createElement('script');
    script.src = '/widget.js?form=report';
    script.dataset.form = 'report';
    page.head.append(script);
    await frame.drawn();
    const home = view.location.href;
    await until(() => Object.keys(view.leadwire?.features ?? {}).some((file) => file.includes('placement')));
    view.history.pushState({}, '', '/elsewhere');
    page.querySelector('main')?.replaceChildren('There');
    await until(() => frame.forms().length === 0, 'no form left behind');
    view.history.pushState({}, '', home);
    page.querySelector('main')?.replaceChildren('Here');
    await until(() => frame.forms().length === 1, 'the form again');
  });
});

suite('the element in scripts', () => {
  setup(clearPage);

  test('has its values read and written, before and after it is drawn', async () => {
    const element = await mount();
    fill(element, { 'form[firstName]': 'Ada' });
    equal(element.values['form[firstName]'], ['Ada']);
    element.values = { 'form[firstName]': 'Grace', 'form[optin][terms]': ['1'] };
    await until(() => control(element, 'firstName').value === 'Grace');
    ok(control(element, 'optin][terms').checked, 'the box');
  });

  test('submits by submit(), checked as by a press', async () => {
    const element = await mount();
    await element.submit();
    equal(element.state.status, 'ready');
    ok(element.problems['form[email]'], 'a problem');
    fill(element, valid);
    await element.submit();
    equal(element.state.status, 'submitted');
  });

  test('starts over with reset(), before and after the thank-you message', async () => {
    const element = await mount();
    fill(element, valid);
    await until(() => sessionStorage.length > 0);
    await element.reset();
    equal(control(element, 'firstName').value, '');
    fill(element, valid);
    await element.submit();
    await element.reset();
    equal([element.state.status, control(element, 'email').value], ['ready', '']);
    equal(sessionStorage.length, 0);
  });

  test('reports each step, counted from 1, and reserves no space for a taller one', async () => {
    const fields = [field('firstName', 'text', { step: 1 }), field('email', 'email', { step: 2 })];
    const element = await mount({ fields }, { 'min-height': '900px' });
    const steps = listen(element, 'lead-form-step');
    fill(element, { 'form[firstName]': 'Ada' });
    await element.submit();
    await element.updateComplete;
    equal(steps, [{ form: 'report', step: 2, steps: 2 }]);
    ok(element.offsetHeight < 600, `${element.offsetHeight} px`);
    find(element, '[part=back]').click();
    equal(steps.at(-1), { form: 'report', step: 1, steps: 2 });
  });
});

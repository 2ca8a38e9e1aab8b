import type { LeadForm } from '../../../widget/lead-form.ts';
import { equal, matches, ok } from '../support/assert.ts';
import { definition, field, valid } from '../support/definitions.ts';
import {
  addScript,
  answerFirst,
  clearPage,
  control,
  fill,
  find,
  listen,
  mount,
  press,
  textOf,
  until,
  worker,
} from '../support/page.ts';

const forms = () => [...document.querySelectorAll('lead-form')];

function place(html: string): HTMLElement {
  const box = document.createElement('div');
  box.className = 'scratch';
  box.innerHTML = html;
  document.body.append(box);
  return box;
}

function put(attributes: Record<string, string>): LeadForm {
  const element = document.createElement('lead-form');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  return element;
}

async function drawn(): Promise<void> {
  await until(() => forms().length > 0 && forms().every(({ state }) => state.status === 'ready'));
  await Promise.all(forms().map(({ updateComplete }) => updateComplete));
}

suite('the script tag', () => {
  setup(() => {
    clearPage();
    worker.definitions.set('report', definition());
    worker.definitions.set('other', definition({ form: 'other', title: 'Other' }));
  });

  test('renders the form where it is', async () => {
    const box = place('<p>before</p>');
    await addScript({ 'data-form': 'report' }, box);
    await drawn();
    equal(forms()[0]?.parentElement, box);
    equal(forms()[0]?.previousElementSibling?.tagName, 'SCRIPT');
  });

  test('draws the form that takes the place of an ended one, and keeps what was typed when its language changes', async () => {
    worker.definitions.set('ended', definition({ form: 'next', title: 'Next' }));
    const ready = listen(document, 'lead-form-ready');
    const element = put({ form: 'ended' });
    if (!customElements.get('lead-form')) await addScript();
    await drawn();
    matches(textOf(element), /Next/);
    equal(ready, [{ form: 'next' }]);
    fill(element, { 'form[email]': 'ada@example.com' });
    element.setAttribute('locale', 'de');
    await until(() => ready.length > 1);
    equal(control(element, 'email').value, 'ada@example.com');
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitted');
    matches(worker.leads[0]?.url, /\/v1\/forms\/next\/leads$/);
  });

  test('several tags draw several forms, each once', async () => {
    const box = place('');
    await addScript({ 'data-form': 'report' }, box);
    await addScript({ 'data-form': 'other' }, box);
    await addScript({}, box);
    await drawn();
    equal(
      forms().map((form) => form.getAttribute('form')),
      ['report', 'other'],
    );
  });

  test('target puts it elsewhere; a target that matches nothing is warned of', async () => {
    const box = place('<div id="there"></div>');
    await addScript({ 'data-form': 'report', 'data-target': '#there' }, box);
    await drawn();
    equal(forms()[0]?.parentElement?.id, 'there');
    const said: unknown[] = [];
    const { warn } = console;
    console.warn = (text: unknown) => void said.push(text);
    await addScript({ 'data-form': 'other', 'data-target': '[' }, box);
    await until(() => said.length > 0);
    console.warn = warn;
    matches(`${said}`, /data-target="\["/);
    equal(forms().length, 2);
  });

  test('an image that takes over document.currentScript has no effect', async () => {
    const box = place('<img name="currentScript" alt="" />');
    await addScript({ 'data-form': 'report' }, box);
    await drawn();
    equal(forms().length, 1);
  });

  for (const [where, html, selector] of [
    ['a paragraph', '<p class="spot">text</p>', '.spot'],
    [
      'a flex row',
      '<div style="display:flex"><span>text</span><div class="spot" style="display:flex"></div></div>',
      '.spot',
    ],
    ['a table cell', '<table><tr><td class="spot"></td></tr></table>', '.spot'],
  ] as const)
    test(`has room inside ${where}`, async () => {
      const box = place(html);
      await addScript({ 'data-form': 'report' }, box.querySelector(selector) ?? box);
      await drawn();
      ok((forms()[0]?.getBoundingClientRect().width ?? 0) >= 240, `width ${forms()[0]?.getBoundingClientRect().width}`);
    });

  test('a tag in the head draws at the end of the body', async () => {
    const script = await addScript({ 'data-form': 'report' }, document.head);
    await drawn();
    equal(document.body.lastElementChild?.tagName, 'LEAD-FORM');
    script.remove();
  });

  test('a definition that came with the script needs no request', async () => {
    Object.assign(globalThis.leadwire?.definitions ?? {}, {
      [`${location.origin} inlined`]: definition({ form: 'inlined', origin: location.origin }),
    });
    await addScript({ 'data-form': 'inlined' }, place(''));
    await drawn();
    equal(worker.asked, []);
  });

  test('a script that says that this page is not allowed needs no request, and names the origin', async () => {
    Object.assign(globalThis.leadwire?.definitions ?? {}, {
      [`${location.origin} refused`]: { forbidden: true, origin: location.origin },
    });
    await addScript({ 'data-form': 'refused' }, place(''));
    await until(() => forms()[0]?.state.status === 'forbidden');
    await until(() => `${forms()[0]?.warnings}`.includes(location.origin));
    equal(worker.asked, []);
  });

  test('a script that refuses another page says nothing about this one', async () => {
    worker.definitions.set('elsewhere', definition({ form: 'elsewhere' }));
    Object.assign(globalThis.leadwire?.definitions ?? {}, {
      [`${location.origin} elsewhere`]: { forbidden: true, origin: 'https://other.example.com' },
    });
    await addScript({ 'data-form': 'elsewhere' }, place(''));
    await drawn();
    equal(worker.asked.length, 1);
  });

  test('the height that the tag reserves becomes the form’s', async () => {
    await addScript({ 'data-form': 'report', style: 'display:block;min-height:700px' }, place(''));
    await drawn();
    equal(forms()[0]?.getBoundingClientRect().height, 700);
  });

  test('so does the height that a class reserves, where a policy forbids inline styles', async () => {
    const box = place('<style>.room { display: block; min-height: 710px }</style>');
    await addScript({ 'data-form': 'report', class: 'room' }, box);
    await drawn();
    equal(forms()[0]?.getBoundingClientRect().height, 710);
  });
});

suite('the element', () => {
  setup(clearPage);

  test('shows its link until the form is drawn', async () => {
    worker.definitions.set('report', 404);
    const element = document.createElement('lead-form');
    element.setAttribute('form', 'nowhere');
    element.innerHTML = '<a href="/f/nowhere">Open the form</a>';
    document.body.append(element);
    await element.updateComplete;
    ok(element.renderRoot.querySelector('slot:not([name])'), 'a place for the link');
    await until(() => element.state.status === 'unavailable');
    await element.updateComplete;
    equal(
      find<HTMLAnchorElement>(element, '[part="notice"] a').getAttribute('href'),
      `${location.origin}/f/nowhere${location.search}`,
    );
  });

  test('a definition that is no definition leads to a link to the hosted page', async () => {
    worker.definitions.set('report', {} as never);
    const element = document.createElement('lead-form');
    element.setAttribute('form', 'report');
    document.body.append(element);
    await until(() => element.renderRoot?.querySelector('[part="notice"] a'));
    equal(element.state.status, 'unavailable');
  });

  test('a form that does not exist is named in the console', async () => {
    const said: unknown[] = [];
    const { warn } = console;
    console.warn = (text: unknown) => said.push(text);
    put({ form: 'misspelt' });
    const named = () => said.filter((text) => /No form "misspelt" from http/.test(`${text}`));
    await until(() => named().length > 0);
    console.warn = warn;
    equal(named().length, 1);
  });

  test('a network that fails for a moment is asked again', async () => {
    worker.definitions.set('report', definition());
    const restore = answerFirst(() => Promise.reject(new TypeError('Failed to fetch')));
    const element = put({ form: 'report' });
    await until(() => element.state.status === 'ready');
    restore();
  });

  test('a framework may add the element first and set its form then', async () => {
    worker.definitions.set('report', definition());
    const element = put({});
    element.setAttribute('form', 'report');
    await until(() => element.state.status === 'ready');
  });

  test('of two languages requested in turn, the last one counts', async () => {
    worker.definitions.set('report', definition({ locale: 'de' }));
    let answer = (_: Response) => {};
    const restore = answerFirst(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const element = put({ form: 'report', locale: 'en' });
    // Attributes that are set together bring one request.
    await element.updateComplete;
    element.setAttribute('locale', 'de');
    await until(() => element.state.status === 'ready');
    answer(new Response(JSON.stringify(definition({ locale: 'en' }))));
    await new Promise((resolve) => setTimeout(resolve, 20));
    equal(element.definition.locale, 'de');
    restore();
  });

  test('an origin that may not show the form is named, so that it can be added', async () => {
    worker.definitions.set('secret', 403);
    const element = document.createElement('lead-form');
    element.setAttribute('form', 'secret');
    document.body.append(element);
    await until(() => element.state.status === 'forbidden');
    await until(() => `${element.warnings}`.includes(location.origin));
  });

  test('removed and added again it keeps its answers', async () => {
    const element = await mount();
    fill(element, { 'form[email]': 'ada@example.com' });
    element.remove();
    document.body.append(element);
    await element.updateComplete;
    equal(control(element, 'email').value, 'ada@example.com');
    equal(worker.asked.length, 1);
  });

  test('another form attribute draws the other form', async () => {
    worker.definitions.set('other', definition({ form: 'other', title: 'Other' }));
    const element = await mount();
    fill(element, { 'form[email]': 'ada@example.com' });
    await until(() => element.features.some(({ keepDraft }) => keepDraft) && sessionStorage.length === 1);
    element.setAttribute('form', 'other');
    await until(() => /Other/.test(textOf(element)));
    fill(element, { 'form[firstName]': 'Grace' });
    await until(() => sessionStorage.length === 2);
    equal(Object.keys(JSON.parse(sessionStorage.getItem('lead-form:other') ?? '{}').values), ['form[firstName]']);
  });

  test('another form starts empty, without the first one’s draft', async () => {
    sessionStorage['lead-form:report'] = JSON.stringify({ values: { 'form[email]': ['ada@example.com'] } });
    worker.definitions.set('other', definition({ form: 'other', title: 'Other' }));
    const element = await mount();
    const started = listen(element, 'lead-form-started');
    matches(textOf(element), /We saved what you typed earlier/);
    fill(element, { 'form[email]': 'b' });
    element.setAttribute('form', 'other');
    await until(() => /Other/.test(textOf(element)));
    ok(!/We saved/.test(textOf(element)), 'no word of a draft');
    fill(element, { 'form[email]': 'c' });
    equal(started, [{ form: 'report' }, { form: 'other' }]);
  });

  test('the answer to the first form’s lead changes nothing in another form', async () => {
    worker.definitions.set('other', definition({ form: 'other', title: 'Other' }));
    let answer = () => {};
    const promise = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { fetch } = window;
    const element = await mount();
    window.fetch = async (...request) => {
      const response = await fetch(...request);
      if (`${request[0]}`.endsWith('/leads')) await promise;
      return response;
    };
    const submitted = listen(element, 'lead-form-submitted') as { form: string }[];
    fill(element, valid);
    press(element);
    await until(() => worker.leads.length === 1);
    element.setAttribute('form', 'other');
    await until(() => /Other/.test(textOf(element)));
    fill(element, { 'form[firstName]': 'Grace' });
    answer();
    await until(() => submitted.length === 1);
    await element.updateComplete;
    window.fetch = fetch;
    equal(submitted[0]?.form, 'report');
    equal(element.state.status, 'ready');
    equal(control(element, 'firstName').value, 'Grace');
  });

  test('inside another element’s shadow root it still uses the language of the page', async () => {
    worker.definitions.set('report', definition());
    document.documentElement.lang = 'de';
    const element = document.createElement('lead-form');
    element.setAttribute('form', 'report');
    place('').attachShadow({ mode: 'open' }).append(element);
    await until(() => element.state.status === 'ready');
    document.documentElement.lang = 'en';
    matches(worker.asked.at(-1), /locale=de/);
  });

  test('another locale attribute keeps what was typed', async () => {
    const element = await mount();
    fill(element, { 'form[email]': 'ada@example.com' });
    worker.definitions.set('report', definition({ locale: 'de', title: 'Bericht' }));
    element.setAttribute('locale', 'de');
    await until(() => /Bericht/.test(textOf(element)));
    equal(control(element, 'email').value, 'ada@example.com');
  });

  test('fires ready and started once each', async () => {
    const seen: string[] = [];
    for (const type of ['lead-form-ready', 'lead-form-started']) document.addEventListener(type, () => seen.push(type));
    const element = await mount();
    fill(element, valid);
    await until(() => seen.length === 2);
    equal(seen, ['lead-form-ready', 'lead-form-started']);
  });

  test('slots replace the thanks and the message of an ended campaign', async () => {
    const closed = await mount({ closed: true }, {}, '<b slot="closed">Next time.</b>');
    equal(find<HTMLSlotElement>(closed, 'slot[name="closed"]').assignedElements()[0]?.textContent, 'Next time.');
  });

  test('the title attribute does not become a tooltip on the fields', async () => {
    const element = await mount({}, { title: 'Heading' });
    equal(find(element, 'form').getAttribute('title'), '');
  });
});

suite('render=light', () => {
  setup(clearPage);

  test('draws into the page, looks the same and submits', async () => {
    const element = await mount({}, { render: 'light' });
    equal(element.shadowRoot, null);
    const input = control(element, 'email');
    ok(input.getBoundingClientRect().height >= 44, 'the same look');
    equal(document.forms[0], find<HTMLFormElement>(element, 'form'));
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitted');
  });

  test('looks the same inside another element’s shadow root', async () => {
    worker.definitions.set('report', definition());
    const root = place('').attachShadow({ mode: 'open' });
    root.innerHTML = '<lead-form form="report" render="light"></lead-form>';
    const element = root.querySelector('lead-form') as LeadForm;
    await until(() => element.state.status === 'ready');
    await element.updateComplete;
    ok(find(element, '[part="submit"]').offsetHeight > 40, 'a button with its looks');
    equal(find(element, '[name="hp_ref_code"]').closest<HTMLElement>('.away')?.offsetWidth, 1);
  });

  test('its style rules apply to nothing else', async () => {
    const other = place('<label>Other <input name="other" /></label>').querySelector('input');
    const before = other && getComputedStyle(other).padding;
    await mount({ fields: [field('title', 'select')] }, { render: 'light' });
    equal(other && getComputedStyle(other).padding, before);
  });

  test('slots and the fallback link behave', async () => {
    const children = '<a href="/f/report">link</a><p slot="before">Before</p><p slot="success">Great</p>';
    const element = await mount({ fields: [] }, { render: 'light' }, children);
    const shows = (selector: string) => element.querySelector<HTMLElement>(selector)?.offsetParent !== null;
    equal([shows('a'), shows('[slot="before"]'), shows('[slot="success"]')], [false, true, false]);
    press(element);
    await until(() => element.state.status === 'submitted');
    await element.updateComplete;
    equal(shows('[slot="success"]'), true);
  });
});

import { CLICK_ID_NAMES } from '../../../worker/forms/attribution/click-ids.ts';
import { SOURCE } from '../../../worker/protocol/source-parameters.ts';
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';
import { equal, matches, ok } from '../support/assert.ts';
import { testOutsideWebKit } from '../support/browser.ts';
import { definition, email, field, valid } from '../support/definitions.ts';
import { openFrame } from '../support/frame.ts';
import { clearPage, control, fill, find, listen, mount, press, textOf, until, worker } from '../support/page.ts';

declare global {
  interface Window {
    dataLayer?: unknown[];
  }
}

/** The widget's warnings in the console during the call. */
async function warnings(work: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  const { warn } = console;
  console.warn = (...words: unknown[]) => void said.push(words.join(' '));
  await work();
  console.warn = warn;
  return said;
}

suite('attributes', () => {
  setup(() => {
    clearPage();
    // All test files share this storage. Only these tests use it.
    localStorage.clear();
  });
  teardown(() =>
    history.replaceState(
      null,
      '',
      location.pathname + location.search.replace(/&?(utm_\w+|email|phone|dob|mc_eid|token|form%5B\w+%5D)=[^&]*/g, ''),
    ),
  );

  test('title, submit-label and success-message override the definition', async () => {
    const element = await mount({}, { title: 'My title', 'submit-label': 'Go', 'success-message': 'Sent!' });
    matches(find(element, 'h2').textContent, /^My title$/);
    matches(find(element, '[part="submit"]').textContent, /Go/);
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitted');
    await element.updateComplete;
    matches(textOf(element), /Sent!/);
  });

  test('each is a property too, before the element is in the page and after', async () => {
    worker.definitions.set('report', definition());
    const element = document.createElement('lead-form');
    Object.assign(element, { form: 'report', submitLabel: 'Go', theme: 'dark', minHeight: '600px' });
    document.body.append(element);
    await until(() => element.state.status === 'ready');
    await element.updateComplete;
    matches(find(element, '[part="submit"]').textContent, /Go/);
    equal(element.getBoundingClientRect().height, 600);
    element.title = 'By property';
    await element.updateComplete;
    matches(find(element, 'h2').textContent, /^By property$/);
    equal(element.getAttributeNames().sort(), ['form', 'min-height', 'style', 'submit-label', 'theme', 'title']);
    element.removeAttribute('title');
    equal(element.title, '');
  });

  test('channel and link are sent along', async () => {
    const element = await mount({ fields: [] }, { channel: 'Newsletter', link: '26' });
    press(element);
    await until(() => worker.leads.length === 1);
    equal(worker.leads[0]?.body.get('channel'), 'Newsletter');
    equal(worker.leads[0]?.body.get('link'), '26');
  });

  test('locale, else the nearest lang, decides the language', async () => {
    await mount({}, { locale: 'de' });
    matches(worker.asked.at(-1), /\?locale=de$/);
    document.documentElement.lang = 'fr';
    await mount();
    matches(worker.asked.at(-1), /\?locale=fr$/);
    document.documentElement.lang = 'en';
  });

  test('min-height keeps the height in every state', async () => {
    const element = await mount({ fields: [] }, { 'min-height': '500px' });
    const before = element.getBoundingClientRect().height;
    press(element);
    await until(() => element.state.status === 'submitted');
    await element.updateComplete;
    equal(before, 500);
    equal(element.getBoundingClientRect().height, 500);
  });

  for (const accent of ['#000000', '#ffffff', '#ffe08a', '#1d4ed8', '#7a7a7a', '#e11d48', 'hsl(60 100% 50%)'])
    test(`text on the accent ${accent} has AA contrast`, async () => {
      const element = await mount({}, { accent });
      const { color, backgroundColor } = getComputedStyle(find(element, '[part="submit"]'));
      const [text, back] = [luminance(color), luminance(backgroundColor)].sort((a, b) => b - a) as [number, number];
      ok((text + 0.05) / (back + 0.05) >= 4.5, `contrast of ${color} on ${backgroundColor}`);
    });

  for (const [name, value] of Object.entries({
    theme: 'blue',
    accent: 'nice',
    render: 'iframe',
    redirect: 'javascript:alert(1)',
    endpoint: 'leads',
    analytics: 'yes',
    prefill: 'true',
    storage: '1',
    'min-height': 'tall',
    link: 'best',
    locale: '12',
  }))
    test(`${name}="${value}" is warned of once, with the fix, and ignored`, async () => {
      const said = await warnings(async () => {
        const elements = [await mount({}, { [name]: value }), await mount({}, { [name]: value })];
        // Advice is a lazy feature.
        await until(() => elements.every((element) => element.warnings.length > 0));
        ok(
          elements.every((element) => element.state.status === 'ready'),
          'forms that can be used',
        );
      });
      equal(said.length, 1, said.join('\n'));
      matches(said[0], new RegExp(`${name}=.*give it`));
    });

  test('prefill=on fills from the query, but no consent and no secret', async () => {
    const more = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries({ email: 'ada@example.com', token: 'x' })) more.set(name, value);
    more.set('form[terms]', '1');
    history.replaceState(null, '', `?${more}`);
    const fields = [email, field('terms', 'consent'), field('token', 'text', { required: false })];
    const element = await mount({ fields }, { prefill: 'on' });
    equal(control(element, 'email').value, 'ada@example.com');
    equal(control(element, 'terms').checked, false);
    equal(control(element, 'token').value, '');
    const off = await mount({ fields });
    equal(control(off, 'email').value, '');
  });

  test('prefill=on fills a phone in two fields and a field with an initial value, but no date of birth', async () => {
    const search = location.search;
    const query = { email: 'ada@example.com', phone: '07700 900123', dob: '1990-02-03' };
    const more = new URLSearchParams([...new URLSearchParams(search), ...Object.entries(query)]);
    history.replaceState(null, '', `?${more}`);
    const lines = [field('phone][code', 'country'), field('phone][number', 'tel')];
    const fields = [
      { ...email, value: 'you@example.com' },
      field('phone', 'phone', { fields: lines }),
      field('dob', 'dob'),
    ];
    const element = await mount({ fields }, { prefill: 'on' });
    history.replaceState(null, '', search || location.pathname);
    equal(control(element, 'email').value, 'ada@example.com');
    equal(control(element, 'phone][number').value, '07700 900123');
    equal(find<HTMLInputElement>(element, '[name="form[dob].year"]').value, '');
  });

  for (const [address, medium] of [
    ['utm_medium=cpc', 'cpc'],
    ['x=1#/offer?utm_medium=cpc', 'cpc'],
    ['x=1#utm_medium=cpc', 'cpc'],
    ['x=1&amp;utm_medium=cpc', 'cpc'],
    ['UTM_Medium=cpc', 'cpc'],
    ['x=1?utm_medium=cpc', 'cpc'],
    ['utm_medium=&utm_medium=cpc', 'cpc'],
  ] as const)
    for (const storage of ['on', 'off'])
      testOutsideWebKit(`the campaign of ${address} is sent with the page, storage=${storage}`, async () => {
        const { href } = location;
        history.replaceState(null, '', `${location.pathname}${location.search || '?'}&${address}`);
        const element = await mount({ fields: [] }, { storage });
        press(element);
        await until(() => worker.leads.length === 1);
        history.replaceState(null, '', href);
        const page = new URL(worker.leads[0]?.body.get('page') ?? '');
        equal(page.searchParams.get('utm_medium'), medium);
        equal(page.hash, '');
      });

  /** @returns what the fields hold on a page with this in its address. */
  async function prefill(query: string, fields: FieldDefinition[]) {
    const { href } = location;
    history.replaceState(null, '', `${location.pathname}${location.search || '?'}&${query}`);
    try {
      const element = await mount({ fields }, { prefill: 'on' });
      return fields.map(({ name }) => find<HTMLInputElement>(element, `[name="${name}"]`).value);
    } finally {
      history.replaceState(null, '', href);
    }
  }

  // WebKit lets a page change its address a hundred times in ten seconds. The rules are the same code everywhere.
  for (const [query, ...expected] of [
    [
      'email=ada+news@example.com&telephone=+447700900123&first_name=Ada',
      'ada+news@example.com',
      '+447700900123',
      'Ada',
    ],
    ['Email=ada%2Bnews%40example.com&TELEPHONE=%2B44+7700', 'ada+news@example.com', '+44 7700', ''],
    ['form[email]=a@b.example&amp;form[firstName]=J%FCrgen', 'a@b.example', '', 'Jürgen'],
    ['FIRSTNAME=Mary+Ann', '', '', 'Mary Ann'],
    ['email=*|EMAIL|*&telephone=undefined&firstName={{contact.firstname}}', '', '', ''],
    ['email=%%emailaddr%%&telephone=null&firstName=[[first]]', '', '', ''],
    ['a=1#/offer?email=ada@example.com', 'ada@example.com', '', ''],
  ] as const)
    testOutsideWebKit(`prefill=on reads a link as it was meant: ${query}`, async () => {
      const fields = [email, field('telephone', 'phone'), field('firstName', 'text')];
      equal(await prefill(query, fields), expected);
    });

  test('prefill=on leaves out what the form marks as sensitive', async () => {
    const fields = [email, field('salary', 'text', { sensitive: true }), field('company', 'text')];
    const query = 'email=ada@example.com&salary=50000&form[salary]=50000&company=Acme';
    equal(await prefill(query, fields), ['ada@example.com', '', 'Acme']);
  });

  test('analytics=datalayer pushes GA4’s names, without personal data', async () => {
    window.dataLayer = [];
    const element = await mount({}, { analytics: 'datalayer' });
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitted');
    const id = worker.leads[0]?.body.get('submission');
    equal(window.dataLayer, [
      { event: 'form_start', form_id: 'report' },
      { event: 'form_submit', form_id: 'report', event_id: id },
      { event: 'generate_lead', form_id: 'report', event_id: id, lead_status: 'delivered', lead_channel: 'Direct' },
    ]);
  });

  test('analytics=datalayer pushes no submit that the page has cancelled', async () => {
    window.dataLayer = [];
    document.addEventListener('lead-form-submitting', (event) => event.preventDefault(), { once: true });
    const element = await mount({ fields: [] }, { analytics: 'datalayer' });
    const stopped = listen(element, 'lead-form-submitting');
    press(element);
    await until(() => stopped.length > 0);
    await element.updateComplete;
    equal(window.dataLayer, []);
  });

  test('attributes that are set right after form count too', async () => {
    const element = await mount();
    const asked = worker.asked.length;
    element.setAttribute('form', 'elsewhere');
    element.setAttribute('endpoint', 'https://leads.example.com');
    await until(() => worker.asked.length > asked);
    equal(worker.asked.slice(asked), ['https://leads.example.com/v1/forms/elsewhere?locale=en']);
  });

  test('accent ignores a transparent colour, on which text may be unreadable', async () => {
    for (const accent of [
      'currentColor',
      'transparent',
      '#1d4ed833',
      '#12348',
      'rgb(0 0 0 / 20%)',
      'rgba(0, 0, 0, .2)',
    ]) {
      const element = await mount({}, { accent });
      equal(element.style.getPropertyValue('--lead-form-accent'), '', accent);
      element.remove();
    }
    for (const accent of ['#07a', '#0077aa', 'teal', 'rgb(0 90 90)', 'lab(40 20 20)', 'hsl(200, 50%, 40%)'])
      equal((await mount({}, { accent })).style.getPropertyValue('--lead-form-accent'), accent);
  });

  test('a redirect can be cancelled', async () => {
    const element = await mount({ fields: [] }, { redirect: 'https://example.com/thanks' });
    const seen = listen(document, 'lead-form-redirecting');
    element.addEventListener('lead-form-redirecting', (event) => event.preventDefault());
    press(element);
    await until(() => seen.length === 1);
    equal((seen[0] as { url: string }).url, 'https://example.com/thanks');
  });

  test('a redirect carries the submission and the lead id', async () => {
    const element = await mount({ fields: [] }, { redirect: 'https://example.com/{submission}?lead={leadId}' });
    const seen = listen(document, 'lead-form-redirecting');
    const sent = listen(document, 'lead-form-submitted');
    element.addEventListener('lead-form-redirecting', (event) => event.preventDefault());
    press(element);
    await until(() => seen.length === 1);
    const { submission, leadId = '' } = sent[0] as { submission: string; leadId?: number };
    equal((seen[0] as { url: string }).url, `https://example.com/${submission}?lead=${leadId}`);
  });

  test('storage=on remembers the first page, without what is personal in it', async () => {
    const search = location.search;
    history.replaceState(null, '', `${search}${search ? '&' : '?'}utm_source=first&email=ada@example.com`);
    await mount({}, { storage: 'on' });
    history.replaceState(null, '', `${search}${search ? '&' : '?'}utm_source=second`);
    const element = await mount({ fields: [] }, { storage: 'on' });
    press(element);
    await until(() => worker.leads.length === 1);
    const { body } = worker.leads[0] ?? { body: new URLSearchParams() };
    matches(body.get('landing'), /utm_source=first$/);
    matches(body.get('page'), /utm_source=second$/);
  });

  test('storage=on remembers the last source for later pages of the site', async () => {
    const search = location.search;
    const mark = search ? '&' : '?';
    for (const source of ['first', 'last']) {
      history.replaceState(null, '', `${location.pathname}${search}${mark}utm_source=${source}&mc_eid=ada`);
      (await mount({}, { storage: 'on' })).remove();
    }
    ok(!localStorage['lead-form:visit'].includes('ada'), 'nothing that stands for one person');
    // A reloaded page has lost its addresses.
    const later = await openFrame({
      body: `<script src="/widget.js"></script><lead-form form="report" storage="on"></lead-form>`,
    });
    const element = await later.drawn();
    history.replaceState(null, '', location.pathname + search);
    let sent = new URLSearchParams();
    later.window.fetch = async (_, init) => {
      sent = new URLSearchParams(`${init?.body}`);
      return new Response('{}', { status: 503, headers: { 'retry-after': '99' } });
    };
    fill(element, valid);
    press(element);
    await until(() => sent.has('page'));
    equal(new URL(sent.get('page') ?? '').searchParams.get('utm_source'), 'last');
    equal(new URL(sent.get('landing') ?? '').searchParams.get('utm_source'), 'first');
  });

  test('storage=on remembers the campaign that a router has removed from the address since', async () => {
    const path = location.pathname + location.search;
    history.replaceState(null, '', `${path}${location.search ? '&' : '?'}utm_source=landing`);
    await mount();
    history.replaceState(null, '', path);
    localStorage.clear();
    (await mount({}, { storage: 'on' })).remove();
    matches(localStorage['lead-form:visit'], /utm_source=landing/);
  });

  test('the page keeps the source parameters that the Worker reads', () => {
    equal(
      [...CLICK_ID_NAMES, 'utm_source', 'utm_campaign'].filter((name) => !SOURCE.test(name)),
      [],
    );
    equal(
      ['email', 'token', 'id'].filter((name) => SOURCE.test(name)),
      [],
    );
  });

  test('a navigation inside the page keeps the source that brought the visitor', async () => {
    const path = location.pathname + location.search;
    history.replaceState(null, '', `${path}${location.search ? '&' : '?'}utm_source=mail`);
    const element = await mount({ fields: [] });
    history.replaceState(null, '', path);
    press(element);
    await until(() => worker.leads.length === 1);
    matches(worker.leads[0]?.body.get('page'), /utm_source=mail/);
  });

  test('a navigation inside the page to another source is noticed where the browser has the event', async () => {
    const path = location.pathname + location.search;
    const mark = location.search ? '&' : '?';
    const element = await mount({ fields: [] });
    history.pushState(null, '', `${path}${mark}utm_source=campaign-b`);
    // Browsers without the Navigation API read the address when the form is sent.
    if ('navigation' in globalThis) history.pushState(null, '', path);
    press(element);
    await until(() => worker.leads.length === 1);
    matches(worker.leads[0]?.body.get('page'), /utm_source=campaign-b/);
  });

  test('an address that is visited again counts as the newest', async () => {
    const path = location.pathname + location.search;
    const mark = location.search ? '&' : '?';
    const element = await mount();
    for (const source of ['again', 'between', 'again']) {
      history.replaceState(null, '', `${path}${mark}utm_source=${source}`);
      // Without the Navigation API, an address is noted when the element is put into the page.
      element.remove();
      document.body.append(element);
    }
    history.replaceState(null, '', path);
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitted');
    matches(worker.leads[0]?.body.get('page'), /utm_source=again/);
  });

  test('debug shows warnings, even without a form', async () => {
    await mount({}, { debug: '', theme: 'blue' });
    await until(() => /theme="blue" is ignored/.test(document.querySelector('body > details')?.textContent ?? ''));
    clearPage();
    worker.definitions.set('secret', 403);
    const element = document.createElement('lead-form');
    for (const [name, value] of Object.entries({ form: 'secret', debug: '' })) element.setAttribute(name, value);
    document.body.append(element);
    await until(() => document.querySelector('body > details')?.textContent?.includes(`Add ${location.origin}`));
  });

  test('a listener can delay a redirect', async () => {
    const element = await mount({ fields: [] }, { redirect: '#thanks' });
    let release = () => {};
    element.addEventListener('lead-form-redirecting', (event) =>
      event.waitUntil(
        new Promise<void>((resolve) => {
          release = resolve;
        }),
      ),
    );
    press(element);
    await until(() => element.state.status === 'submitted');
    await new Promise((resolve) => setTimeout(resolve, 50));
    equal(location.hash, '');
    release();
    await until(() => location.hash === '#thanks');
    history.replaceState(null, '', location.pathname + location.search);
  });

  test('debug shows the form’s data, but nothing typed', async () => {
    const element = await mount({}, { debug: '' });
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitted');
    const overlay = document.querySelector('body > details')?.textContent;
    matches(overlay, /form\[email\] email \*/);
    matches(overlay, /submitted.*"channel":"Direct","linkId":25/);
    matches(overlay, /channel: Direct\nlink: 25/);
    ok(!overlay?.includes('ada@'), 'nothing personal');
  });
});

/** Of a computed `rgb(…)` or `color(srgb… …)`. */
function luminance(color: string): number {
  const digits = (color.match(/[\d.e-]+/g) ?? []).map(Number);
  const numbers = color.startsWith('color') ? digits.slice(-3) : digits.slice(0, 3).map((level) => level / 255);
  const linear = color.includes('linear')
    ? numbers
    : numbers.map((level) => (level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
}

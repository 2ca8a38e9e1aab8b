import { sendKeys } from '@web/test-runner-commands';
import type { LeadForm } from '../../../widget/lead-form.ts';
import { ar } from '../../../worker/forms/language/locales/ar.ts';
import type { Definition } from '../../../worker/protocol/wire.ts';
import { equal, matches, ok } from '../support/assert.ts';
import { expectAccessible } from '../support/axe.ts';
import { emulate, haveFocus, isChromium, readTree, testInChromium } from '../support/browser.ts';
import { email, everyField, field, options, simpleFields, valid } from '../support/definitions.ts';
import { openFrame } from '../support/frame.ts';
import { clearPage, control, fill, find, leave, mount, press, settle, until, worker } from '../support/page.ts';

interface Look {
  attributes?: Record<string, string>;
  definition?: Partial<Definition>;
  background?: string;
  color?: string;
  size?: string;
  features?: Record<string, string>;
}

/** Looks of a page. Every state is checked in each. */
const looks: Record<string, Look> = {
  light: { attributes: { theme: 'light' } },
  dark: { attributes: { theme: 'dark' }, background: '#111', color: '#eee' },
  'on a dark page': { background: '#10181d', color: '#e9eff2' },
  'with a pale accent': { attributes: { accent: '#ffe08a' }, color: '#222' },
  'at 200 % text': { size: '200%' },
  'right to left': { definition: { locale: 'ar', dir: 'rtl', messages: { ...ar.messages } } },
  'drawn into the page': { attributes: { render: 'light' } },
  ...(isChromium && { 'in forced colours': { features: { 'forced-colors': 'active' } } }),
};

type Draw = (given?: Partial<Definition>) => Promise<LeadForm>;

const states: Record<string, (draw: Draw) => Promise<LeadForm>> = {
  ready: (draw) => draw(),
  'ready, every field': (draw) => draw({ fields: everyField() }),
  invalid: async (draw) => {
    const element = await draw({ fields: everyField() });
    press(element);
    await until(() => element.problems['form[email]']);
    return element;
  },
  submitting: async (draw) => {
    worker.answers = ['pending'];
    const element = await draw();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitting');
    return element;
  },
  submitted: async (draw) => {
    const element = await draw();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitted');
    return element;
  },
  failed: async (draw) => {
    worker.answers = [{ status: 503, body: { retryAfter: 99 } }];
    const element = await draw();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'failed');
    return element;
  },
  closed: (draw) => draw({ closed: true }),
  'step 2': async (draw) => {
    const fields = [...simpleFields(), field('job', 'text', { step: 2 })];
    const element = await draw({ steps: ['You', 'Work'], fields });
    fill(element, valid);
    press(element);
    await until(() => !find(element, '[name="form[job]"]').closest('[hidden]'));
    return element;
  },
};

suite('axe finds nothing', () => {
  setup(clearPage);
  teardown(async () => {
    document.documentElement.removeAttribute('style');
    if (isChromium) await emulate({});
  });

  for (const [
    look,
    { attributes, definition, background = '#fff', color = '#111', size = '', features },
  ] of Object.entries(looks))
    for (const [state, reach] of Object.entries(states))
      test(`${state}, ${look}`, async () => {
        Object.assign(document.documentElement.style, { background, color, fontSize: size });
        if (features) await emulate(features);
        const element = await reach((given) => mount({ ...given, ...definition }, attributes));
        await element.updateComplete;
        await expectAccessible(element);
      });
});

suite('what axe cannot see', () => {
  setup(clearPage);

  test('the focus goes to the first problem, which names its error', async () => {
    const element = await mount();
    press(element);
    await until(() => (element.renderRoot as ShadowRoot).activeElement === control(element, 'firstName'));
    const described = control(element, 'firstName').getAttribute('aria-describedby') ?? '';
    ok(find(element, `#${described}`).textContent?.includes('first name'), 'the error names its field');
  });

  for (const kind of ['dob', 'radio', 'checkboxes'] as const)
    test(`in a group of the kind ${kind}, the first control gets the focus`, async () => {
      const element = await mount({ fields: [field('asked', kind, { options: options('A', 'B') })] });
      press(element);
      await until(() => (element.renderRoot as ShadowRoot).activeElement?.matches('input'));
      const group = (element.renderRoot as ShadowRoot).activeElement?.closest('fieldset');
      const described = group?.getAttribute('aria-describedby') ?? '';
      ok(find(element, `#${described}`).textContent, 'the group names its error');
    });

  test('a field with an error keeps its focus ring', async () => {
    await haveFocus();
    const element = await mount({ fields: [email] });
    const input = control(element, 'email');
    input.focus();
    const { boxShadow } = getComputedStyle(input);
    ok(boxShadow !== 'none', 'a ring');
    await sendKeys({ press: 'Enter' });
    await until(() => input.getAttribute('aria-invalid') === 'true');
    equal(getComputedStyle(input).boxShadow, boxShadow);
  });

  test('the thanks and the message of an ended campaign have a lang', async () => {
    const given = { locale: 'ar', dir: 'rtl', messages: { ...ar.messages } } as const;
    const closed = await mount({ ...given, closed: true });
    const thanked = await mount({ ...given, fields: [] });
    press(thanked);
    await until(() => thanked.state.status === 'submitted');
    await thanked.updateComplete;
    for (const told of [find(closed, '[part="notice"]'), find(thanked, '[part="success"]')])
      equal([told.lang, told.dir], ['ar', 'rtl']);
  });

  test('a text in another language than the form’s is marked with its language', async () => {
    const choice = { value: 'a', label: 'Retail', lang: 'en' };
    const element = await mount({
      locale: 'ar',
      dir: 'rtl',
      messages: { ...ar.messages },
      langs: { title: 'en', submitLabel: 'en', success: 'en', steps: { 2: 'en' } },
      steps: ['أنت', 'Your company'],
      fields: [
        field('a', 'text', { label: 'Work email', lang: 'en', help: 'Not private.', helpLang: 'en', required: false }),
        field('b', 'text', { label: 'الشركة', required: false }),
        field('c', 'radio', { label: 'Industry', lang: 'en', options: [choice], required: false }),
        field('d', 'select', { label: 'Sector', lang: 'en', options: [choice], required: false, step: 2 }),
        field('e', 'consent', { label: 'I accept.', text: ['I accept.'], lang: 'en', required: false }),
      ],
    });
    /** Each text with the language and direction that it is read in. */
    const read = (...texts: string[]) =>
      texts.map((text) => {
        const walker = document.createTreeWalker(element.renderRoot, NodeFilter.SHOW_TEXT);
        while (walker.nextNode() && walker.currentNode.nodeValue?.trim() !== text);
        const told = walker.currentNode.parentElement;
        return [text, told?.closest<HTMLElement>('[lang]')?.lang, told && getComputedStyle(told).direction];
      });
    const english = ['Work email', 'Not private.', 'Industry', 'Sector', 'I accept.', 'Get the report', 'Your company'];
    equal(
      read(...english),
      english.map((text) => [text, 'en', 'ltr']),
    );
    equal(read('الشركة'), [['الشركة', 'ar', 'rtl']]);
    equal(find(element, '[value="a"] ~ label bdi').lang, 'en');
    equal(find(element, 'option[value="a"]').lang, 'en');
    press(element);
    await until(() => find(element, '[type="submit"]').textContent === 'Send');
    equal(find(element, '[part="submit"][lang="en"]').textContent, 'Send');
    press(element);
    await until(() => element.state.status === 'submitted');
    await element.updateComplete;
    equal(read('Thank you.'), [['Thank you.', 'en', 'ltr']]);
  });

  test('each link of the summary leads to its field', async () => {
    const element = await mount();
    press(element);
    await until(() => element.renderRoot.querySelectorAll('[part="summary"] a').length === 4);
    element.renderRoot.querySelectorAll<HTMLElement>('[part="summary"] a')[2]?.click();
    await until(() => (element.renderRoot as ShadowRoot).activeElement === control(element, 'email'));
  });

  test('a field is checked when it is left, but only after a first try', async () => {
    const element = await mount();
    const input = control(element, 'email');
    leave(input);
    await settle(element);
    equal(input.getAttribute('aria-invalid'), 'false');
    press(element);
    await until(() => input.getAttribute('aria-invalid') === 'true');
    fill(element, { 'form[email]': 'ada@example.com' });
    leave(input);
    await until(() => input.getAttribute('aria-invalid') === 'false');
  });

  test('every target is at least 24 px, every control 44 px high, every text 16 px', async () => {
    const element = await mount({ fields: everyField() });
    for (const input of element.renderRoot.querySelectorAll<HTMLElement>(
      '[part="input"], [part="select"], [part="submit"]',
    )) {
      ok(input.getBoundingClientRect().height >= 44, `${input.outerHTML} is 44 px high`);
      ok(parseFloat(getComputedStyle(input).fontSize) >= 16, `${input.outerHTML} has 16 px text`);
    }
    for (const box of element.renderRoot.querySelectorAll<HTMLElement>('[type="checkbox"], [type="radio"]'))
      ok(box.getBoundingClientRect().height >= 24, `${box.outerHTML} is 24 px high`);
  });

  for (const zoom of ['100%', '200%'])
    test(`at 320 px and ${zoom} text nothing scrolls sideways`, async () => {
      // An automatic grid column grows with its content.
      const body = '<div style="display:grid;padding:8px"><script src="/widget.js" data-form="all"></script></div>';
      const frame = await openFrame({ body, width: 320, head: `<style>html { font-size: ${zoom} }</style>` });
      const element = await frame.drawn();
      press(element);
      await until(() => element.renderRoot.querySelector('[part="summary"]'));
      const { scrollWidth, clientWidth } = frame.document.documentElement;
      const { right } = element.getBoundingClientRect();
      for (const each of element.renderRoot.querySelectorAll('*:not(.away, .away *)'))
        ok(each.getBoundingClientRect().right <= right + 1, `${each.outerHTML.slice(0, 90)} stays inside`);
      equal(scrollWidth, clientWidth);
    });

  test('the keyboard alone fills in and submits, in visual order', async () => {
    await haveFocus();
    const element = await mount({}, {}, '');
    const before = document.createElement('button');
    before.className = 'scratch';
    element.before(before);
    before.focus();
    const seen: (string | null | undefined)[] = [];
    for (const typed of ['Ada', 'Lovelace', 'ada@example.com', '']) {
      await sendKeys({ press: 'Tab' });
      const focused = (element.renderRoot as ShadowRoot).activeElement;
      seen.push(focused?.getAttribute('name'));
      ok(focused && showsFocus(focused), `the focus on ${seen.at(-1)} can be seen`);
      if (typed) await sendKeys({ type: typed });
    }
    equal(seen, ['form[firstName]', 'form[lastName]', 'form[email]', 'form[telephone]']);
    await sendKeys({ press: 'Tab' });
    const consent = (element.renderRoot as ShadowRoot).activeElement;
    ok(consent && showsFocus(consent), 'the focus on the box can be seen');
    await sendKeys({ type: ' ' });
    equal(control(element, 'optin][terms').checked, true);
    await sendKeys({ press: 'Enter' });
    await until(() => element.state.status === 'submitted');
    await until(() => (element.renderRoot as ShadowRoot).activeElement?.textContent?.includes('Thank you.'));
  });

  testInChromium('every control has a role, a name and its help or error as description', async () => {
    const element = await mount({ fields: everyField() });
    const tree = await readTree();
    const told = (role: string, name: RegExp) => tree.find((node) => node.role === role && name.test(node.name));
    ok(told('form', /^Get the report$/), 'the form');
    equal(told('textbox', /^Email$/)?.description, 'We send the report here.');
    equal(told('textbox', /^First name$/)?.required, true);
    for (const [role, name] of [
      ['combobox', /^Title$/],
      ['combobox', /^Country code$/],
      ['textbox', /^Mobile/],
      ['group', /^Address/],
      ['radiogroup', /^Industry$/],
      ['radio', /^Retail$/],
      ['group', /^Interests \(optional\)$/],
      ['checkbox', /^A$/],
      ['group', /^Date of birth \(optional\)$/],
      ['textbox', /^Day$/],
      ['textbox', /^Comments \(optional\)$/],
      ['checkbox', /^I agree to the terms/],
      ['button', /^Send$/],
    ] as const)
      ok(told(role, name), `${role} ${name}`);
    press(element);
    await until(() => element.problems['form[email]']);
    await element.updateComplete;
    const email = (await readTree()).find(({ role, name }) => role === 'textbox' && name === 'Email');
    equal(email?.invalid, 'true');
    matches(email?.description, /^We send the report here\. Enter your email address\.$/);
  });

  testInChromium('forced colours keep borders, ticks and the focus in sight', async () => {
    await emulate({ 'forced-colors': 'active' });
    const element = await mount();
    const shown = getComputedStyle(find(element, '[part="input"]'));
    ok(shown.borderTopWidth === '1px' && shown.borderTopColor !== shown.backgroundColor, 'a border');
    equal(getComputedStyle(control(element, 'optin][terms')).appearance, 'auto');
    const button = getComputedStyle(find(element, '[part="submit"]'));
    ok(button.borderTopColor !== button.backgroundColor, 'a border around the button');
    await emulate({});
  });

  testInChromium('print leaves the buttons out', async () => {
    await emulate({}, 'print');
    const element = await mount();
    equal(getComputedStyle(find(element, '[part="submit"]')).display, 'none');
    await emulate({});
  });

  testInChromium('nothing spins with reduced motion', async () => {
    await emulate({ 'prefers-reduced-motion': 'reduce' });
    worker.answers = ['pending'];
    const element = await mount({ fields: [] });
    press(element);
    await until(() => element.renderRoot.querySelector('.spin'));
    equal(getComputedStyle(find(element, '.spin')).animationName, 'none');
    await emulate({});
  });

  test('a live region announces each outcome once', async () => {
    const element = await mount();
    const said = (role: string) =>
      [...element.renderRoot.querySelectorAll(`[role="${role}"]`)]
        .map((region) => region.textContent?.trim())
        .join('|');
    press(element);
    await until(() => said('alert').startsWith('There are 4 problems'));
    fill(element, { ...valid, 'form[email]': 'ada@gmial.com' });
    await until(() => {
      leave(control(element, 'email'));
      return said('status').includes('Did you mean ada@gmail.com?');
    });
    worker.answers = [{ status: 503, body: { retryAfter: 99 } }];
    press(element);
    await until(() => said('alert') === 'Something went wrong. Your answers are saved. Try again.');
    press(element);
    await until(() => element.state.status === 'submitted');
    await element.updateComplete;
    equal([said('status').split('Thank you.').length, said('alert')], [2, '']);
  });

  test('state changes are announced', async () => {
    worker.answers = ['pending'];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => /Sending|trying/.test(find(element, '.away[role="status"]').textContent ?? ''));
  });
});

/** Whether something around or in the control changes with the focus. */
function showsFocus(element: Element): boolean {
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
}

import type { LeadForm } from '../../widget/lead-form.ts';
import { equal, ok } from './support/assert.ts';
import { expectAccessible } from './support/axe.ts';
import { everyField, field, simpleFields, valid } from './support/definitions.ts';
import { clearPage, control, fill, find, mount, press, until, worker } from './support/page.ts';

/** As the browser does it; a page in the background gets no focus events. */
const leave = (input: HTMLElement) =>
  input.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));

/** Each way a page may look; every state is checked in each. */
const looks: Record<string, { attributes: Record<string, string>; background: string; color: string; size?: string }> =
  {
    light: { attributes: { theme: 'light' }, background: '#fff', color: '#111' },
    dark: { attributes: { theme: 'dark' }, background: '#111', color: '#eee' },
    'on a dark page': { attributes: {}, background: '#10181d', color: '#e9eff2' },
    'with a pale accent': { attributes: { accent: '#ffe08a' }, background: '#fff', color: '#222' },
    'at 200 % text': { attributes: {}, background: '#fff', color: '#111', size: '200%' },
  };

const states: Record<string, () => Promise<LeadForm>> = {
  ready: () => mount(),
  'ready, right to left': () => mount({ locale: 'ar', dir: 'rtl' }),
  'ready, every field': () => mount({ fields: everyField() }),
  invalid: async () => {
    const element = await mount({ fields: everyField() });
    press(element);
    await until(() => element.problems['form[email]']);
    return element;
  },
  submitting: async () => {
    worker.answers = ['lost'];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitting');
    return element;
  },
  submitted: async () => {
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitted');
    return element;
  },
  failed: async () => {
    worker.answers = [{ status: 503, body: { retryAfter: 99 } }];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'failed');
    return element;
  },
  closed: () => mount({ closed: true }),
  'step 2': async () => {
    const element = await mount({
      steps: ['You', 'Work'],
      fields: [...simpleFields(), field('job', 'text', { step: 2 })],
    });
    fill(element, valid);
    press(element);
    await until(() => !find(element, '[name="form[job]"]').closest('[hidden]'));
    return element;
  },
};

suite('axe finds nothing', () => {
  setup(clearPage);
  teardown(() => document.documentElement.removeAttribute('style'));

  for (const [look, { attributes, background, color, size }] of Object.entries(looks))
    for (const [state, reach] of Object.entries(states))
      test(`${state}, ${look}`, async () => {
        Object.assign(document.documentElement.style, { background, color, fontSize: size ?? '' });
        const element = await reach();
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        await element.updateComplete;
        await expectAccessible(element);
      });
});

suite('what axe cannot see', () => {
  setup(clearPage);

  test('the focus goes to the first problem, which names its error', async () => {
    const element = await mount();
    press(element);
    await until(() => (element.root as ShadowRoot).activeElement === control(element, 'firstName'));
    const described = control(element, 'firstName').getAttribute('aria-describedby') ?? '';
    ok(find(element, `#${described}`).textContent?.includes('First name'), 'the error names its field');
  });

  test('each link of the summary leads to its field', async () => {
    const element = await mount();
    press(element);
    await until(() => element.root.querySelectorAll('[part="summary"] a').length === 4);
    element.root.querySelectorAll<HTMLElement>('[part="summary"] a')[2]?.click();
    await until(() => (element.root as ShadowRoot).activeElement === control(element, 'email'));
  });

  test('a field is checked when it is left, but only after a first try', async () => {
    const element = await mount();
    const input = control(element, 'email');
    leave(input);
    await element.updateComplete;
    equal(input.getAttribute('aria-invalid'), 'false');
    press(element);
    await until(() => input.getAttribute('aria-invalid') === 'true');
    fill(element, { 'form[email]': 'ada@example.com' });
    leave(input);
    await until(() => input.getAttribute('aria-invalid') === 'false');
  });

  test('every target is at least 24 px, every control 44 px high, every text 16 px', async () => {
    const element = await mount({ fields: everyField() });
    for (const input of element.root.querySelectorAll<HTMLElement>(
      '[part="input"], [part="select"], [part="submit"]',
    )) {
      ok(input.getBoundingClientRect().height >= 44, `${input.outerHTML} is 44 px high`);
      ok(parseFloat(getComputedStyle(input).fontSize) >= 16, `${input.outerHTML} has 16 px text`);
    }
    for (const box of element.root.querySelectorAll<HTMLElement>('[type="checkbox"], [type="radio"]'))
      ok(box.getBoundingClientRect().height >= 24, `${box.outerHTML} is 24 px high`);
  });

  test('at 320 px nothing scrolls sideways', async () => {
    const element = await mount({ fields: everyField() });
    element.style.width = '320px';
    await element.updateComplete;
    const right = element.getBoundingClientRect().right;
    for (const part of element.root.querySelectorAll('*:not(.away, .away *)'))
      ok(part.getBoundingClientRect().right <= right + 1, `${part.outerHTML.slice(0, 90)} stays inside`);
  });

  test('what happens is announced', async () => {
    worker.answers = ['lost'];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => /Sending|trying/.test(find(element, '.away[role="status"]').textContent ?? ''));
  });
});

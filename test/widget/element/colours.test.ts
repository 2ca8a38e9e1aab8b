import type { LeadForm } from '../../../widget/lead-form.ts';
import { contrastOf } from '../../support/contrast.ts';
import { TEXT_SPACING } from '../../support/text-spacing.ts';
import { equal, ok } from '../support/assert.ts';
import { emulate, isChromium, testInChromium } from '../support/browser.ts';
import { everyField, field, options, simpleFields, valid } from '../support/definitions.ts';
import { openFrame } from '../support/frame.ts';
import { clearPage, control, fill, find, leave, mount, press, settle, until, worker } from '../support/page.ts';

interface Look {
  attributes?: Record<string, string>;
  background?: string;
  color?: string;
}

const looks: Record<string, Look> = {
  'on a white page': {},
  'on a dark page': { background: '#10181d', color: '#e9eff2' },
  'on a grey page': { background: '#f1f3f5', color: '#343a40' },
  'in the light theme on a dark page': { attributes: { theme: 'light' }, background: '#111', color: '#eee' },
  'in the dark theme on a white page': { attributes: { theme: 'dark' } },
  'with a pale accent': { attributes: { accent: '#ffe08a' } },
  'with a dark accent in the dark theme': { attributes: { theme: 'dark', accent: '#3b0764' } },
  'drawn into the page': { attributes: { render: 'light' } },
};

const fields = () => everyField().map((each) => ({ ...each, placeholder: 'Like this', help: 'As registered.' }));

type Parts = [css: string, property?: 'color' | 'borderTopColor', pseudo?: string];
const BORDERS = ['[part="input"]', 'select[part="select"]', '[type="checkbox"]', '[type="radio"]', '.dial span'];

/** Each state with what can be seen in it. */
const states: Record<string, [(element: LeadForm) => Promise<unknown>, Parts[]]> = {
  'at rest': [
    async () => {},
    [
      ...['[part="title"]', 'label', 'legend', '.quiet', '[part="input"]', '[part="submit"]'].map(
        (css): Parts => [css],
      ),
      ['[part="input"]', 'color', '::placeholder'],
      ['textarea', 'color', '::placeholder'],
      ...BORDERS.map((css): Parts => [css, 'borderTopColor']),
    ],
  ],
  'with errors': [
    async (element) => {
      press(element);
      await until(() => element.problems['form[email]']);
      await element.updateComplete;
    },
    [
      ['[part="error"]'],
      ['[part="summary"] p'],
      ['[part="summary"] a'],
      ['[aria-invalid="true"]', 'borderTopColor'],
      ['[aria-invalid="true"]', 'color', '::placeholder'],
    ],
  ],
  'with a hint': [
    async (element) => {
      fill(element, { 'form[email]': 'ada@gmial.com' });
      // The feature that hints comes with the first key.
      await until(() => {
        leave(control(element, 'email'));
        return element.renderRoot.querySelector('[part="hint"] button');
      });
    },
    [['[part="hint"]'], ['[part="hint"] button']],
  ],
  'after a failed try': [
    async (element) => {
      worker.answers = [{ status: 503, body: { retryAfter: 99 } }];
      fill(element, valid);
      find<HTMLSelectElement>(element, 'select[name="form[title]"]').value = 'Mr';
      find<HTMLInputElement>(element, '[type="radio"]').click();
      press(element);
      await until(() => element.state.status === 'failed');
      await element.updateComplete;
    },
    [['[part="notice"]'], ['[part="submit"]']],
  ],
};

suite('contrast', () => {
  setup(clearPage);
  teardown(() => document.documentElement.removeAttribute('style'));

  for (const [look, { attributes, background = '#fff', color = '#111' }] of Object.entries(looks))
    for (const [state, [reach, parts]] of Object.entries(states))
      test(`of texts is 4.5:1 and of borders 3:1, ${state}, ${look}`, async () => {
        Object.assign(document.documentElement.style, { background, color });
        const element = await mount({ fields: fields() }, attributes);
        await reach(element);
        for (const [css, property = 'color', pseudo] of parts) {
          const ratio = contrastOf(find(element, css), property, pseudo);
          ok(ratio >= (property === 'color' ? 4.5 : 3), `${css} ${pseudo ?? property}: ${ratio.toFixed(2)}`);
        }
      });
});

suite('forced colours', () => {
  setup(async () => {
    clearPage();
    if (isChromium) await emulate({ 'forced-colors': 'active' });
  });
  teardown(async () => {
    if (isChromium) await emulate({});
  });
  const shown = (element: LeadForm, css: string, pseudo?: string) => getComputedStyle(find(element, css), pseudo);

  testInChromium('keep the arrow of a select, and that of the country code', async () => {
    const element = await mount({ fields: everyField() });
    equal(shown(element, 'select[name="form[title]"]').appearance, 'auto');
    const arrow = shown(element, '.dial span', '::after');
    const ground = shown(element, '.dial span').backgroundColor;
    ok(arrow.borderTopColor !== ground, 'a tip that can be seen');
    equal(arrow.borderLeftColor, 'rgba(0, 0, 0, 0)', 'transparent sides make it a triangle');
  });

  testInChromium('keep the borders of errors, the ticks, and the bar of steps', async () => {
    const industry = field('industry', 'radio', { options: options('Retail', 'Finance') });
    const element = await mount({ fields: [...simpleFields(), industry, field('job', 'text', { step: 2 })] });
    for (const css of ['[type="checkbox"]', '[type="radio"]']) equal(shown(element, css).appearance, 'auto', css);
    press(element);
    await until(() => element.problems['form[email]']);
    await settle(element);
    const wrong = shown(element, '[aria-invalid="true"]');
    ok(wrong.borderTopColor !== wrong.backgroundColor, 'a border');
    const page = document.body.appendChild(document.createElement('p'));
    Object.assign(page, { className: 'scratch' }).style.background = 'Canvas';
    const { backgroundColor } = getComputedStyle(page);
    ok(shown(element, '.steps .done').backgroundColor !== backgroundColor, 'the step that was reached');
  });
});

suite('a narrow phone', () => {
  setup(clearPage);

  test('with wide text spacing cuts no text off and scrolls only vertically', async () => {
    const frame = await openFrame({ body: '<script src="/widget.js" data-form="all"></script>', width: 320 });
    const element = await frame.drawn();
    press(element);
    await until(() => element.renderRoot.querySelector('[part="summary"]'));
    const sheet = frame.document.createElement('style');
    sheet.textContent = TEXT_SPACING;
    element.renderRoot.append(sheet);
    ok(frame.window.getComputedStyle(find(element, 'label')).letterSpacing !== 'normal', 'the spacing applies');
    equal(frame.document.documentElement.scrollWidth, frame.document.documentElement.clientWidth);
    const texts = 'label, legend, [part="help"], [part="error"], [part="summary"] li, [part="submit"], .dial span';
    for (const text of element.renderRoot.querySelectorAll<HTMLElement>(texts))
      ok(text.scrollWidth <= text.clientWidth + 1, `${text.outerHTML.slice(0, 90)} is whole`);
  });

  test('has a country code as high as its number, and as wide on a separate line', async () => {
    for (const width of [220, 320, 480]) {
      const frame = await openFrame({ body: '<script src="/widget.js" data-form="all"></script>', width });
      const element = await frame.drawn();
      const dial = find(element, '.dial').getBoundingClientRect();
      const number = find(element, '.phone [part="input"]').getBoundingClientRect();
      ok(dial.height >= 44, `${width}: ${dial.height} px high`);
      if (dial.bottom <= number.top) equal(Math.round(dial.width), Math.round(number.width), `at ${width} px`);
      else equal(Math.round(dial.height), Math.round(number.height), `at ${width} px`);
    }
  });
});

import type { FieldDefinition } from '../../../worker/protocol/wire.ts';
import { equal, ok } from '../support/assert.ts';
import { testInChromium } from '../support/browser.ts';
import { everyField, field, valid } from '../support/definitions.ts';
import { type Frame, openFrame } from '../support/frame.ts';
import { clearPage, control, fill, find, mount, press, until } from '../support/page.ts';

const BELOW = '<p id="below">What the page says next.</p>';
const tag = (style: string) =>
  `<script async src="/widget.js?form=report" data-form="report" style="${style}"></script>`;

/** Counts layout shifts as Core Web Vitals does, from the start of the page. */
const COUNT = `<script>
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifts += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
</script>`;

const topOfBelow = ({ document }: Frame) => document.querySelector('#below')?.getBoundingClientRect().top ?? 0;
const frames = () => new Promise((resolve) => setTimeout(resolve, 100));

suite('layout', () => {
  setup(clearPage);

  testInChromium('with its room reserved, the layout shift is 0.000 from the first paint to the thanks', async () => {
    const frame = await openFrame({ head: COUNT, body: tag('display:block;min-height:40rem') + BELOW });
    const element = await frame.drawn();
    const { top } = { top: topOfBelow(frame) };
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitted');
    await frames();
    equal(topOfBelow(frame), top);
    equal((frame.window as unknown as { shifts: number }).shifts.toFixed(3), '0.000');
  });

  test('errors move the content below by their own height, and no more', async () => {
    const frame = await openFrame({ body: tag('') + BELOW });
    const element = await frame.drawn();
    fill(element, { ...valid, 'form[email]': 'ada' });
    const before = topOfBelow(frame);
    press(element);
    await until(() => element.problems['form[email]']);
    await element.updateComplete;
    const error = find(element, '[part="error"]');
    const { marginTop } = frame.window.getComputedStyle(error);
    const grown = topOfBelow(frame) - before;
    const height = error.getBoundingClientRect().height + parseFloat(marginTop);
    ok(Math.abs(grown - height) < 1, `grew by ${grown}, the error takes ${height}`);
  });

  test('the thank-you message keeps the form’s height', async () => {
    const frame = await openFrame({ body: tag('') + BELOW });
    const element = await frame.drawn();
    const before = topOfBelow(frame);
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitted');
    await element.updateComplete;
    ok(Math.abs(topOfBelow(frame) - before) < 1, `moved by ${topOfBelow(frame) - before}`);
  });

  test('two columns where there is room for them, else one', async () => {
    for (const [width, wanted, columns] of [
      [360, '', 1],
      [460, '', 1],
      [560, '', 2],
      [1600, '', 2],
      [1600, '1', 1],
      [360, '3', 1],
      [800, '3', 3],
    ] as const) {
      const frame = await openFrame({ body: tag(''), width });
      const element = await frame.drawn();
      element.style.setProperty('--lead-form-columns', wanted);
      element.style.setProperty('--lead-form-gap', '0');
      const grid = frame.window.getComputedStyle(find(element, '.fields')).gridTemplateColumns;
      equal(grid.split(' ').length, columns);
    }
  });

  test('a half-width field without a neighbour takes the whole row', async () => {
    const names = ['one', 'two', 'three'].map((name) => field(name, 'text', { width: 'half' }));
    const [one, two, three] = names as [FieldDefinition, FieldDefinition, FieldDefinition];
    const element = await mount({ fields: [one, two, field('whole', 'text'), three] });
    element.style.width = '40rem';
    const widthOf = (name: string) => Math.round(control(element, name).getBoundingClientRect().width);
    equal([widthOf('three'), widthOf('two')], [widthOf('whole'), widthOf('one')]);
    ok(widthOf('one') < widthOf('whole') / 2, 'two halves beside each other');
  });

  test('an empty field has the direction of the form, an answer its own', async () => {
    const element = await mount({
      locale: 'ar',
      dir: 'rtl',
      fields: [field('name', 'text'), field('more', 'textarea')],
    });
    const directions = () => ['name', 'more'].map((name) => getComputedStyle(control(element, name)).direction);
    equal(directions(), ['rtl', 'rtl']);
    fill(element, { 'form[name]': 'Ada', 'form[more]': 'Ada' });
    await element.updateComplete;
    equal(directions(), ['ltr', 'ltr']);
  });

  test('inherits the font of the page', async () => {
    const head = '<style>body { font: 20px Georgia }</style>';
    const frame = await openFrame({ head, body: tag('') });
    const { fontFamily, fontSize } = frame.window.getComputedStyle(find(await frame.drawn(), '[part="input"]'));
    equal([fontFamily, fontSize], ['Georgia', '20px']);
  });

  for (const [property, value, selector, shown, expected] of [
    ['accent', 'rgb(12, 99, 80)', '[part="submit"]', 'backgroundColor', 'rgb(12, 99, 80)'],
    ['color', 'rgb(60, 0, 60)', '[part="label"]', 'color', 'rgb(60, 0, 60)'],
    ['radius', '3px', '[part="input"]', 'borderTopLeftRadius', '3px'],
    ['gap', '40px', '.fields', 'rowGap', '40px'],
    ['border', '3px dashed rgb(0, 0, 0)', '[part="input"]', 'borderTopStyle', 'dashed'],
    ['input-background', 'rgb(250, 250, 210)', '[part="input"]', 'backgroundColor', 'rgb(250, 250, 210)'],
    ['font', '18px monospace', '[part="input"]', 'fontFamily', 'monospace'],
    ['font', '18px monospace', '[part="input"]', 'fontSize', '18px'],
    ['submit-width', '200px', '[part="submit"]', 'width', '200px'],
  ] as const)
    test(`--lead-form-${property} changes the ${shown}`, async () => {
      const element = await mount();
      element.style.setProperty(`--lead-form-${property}`, value);
      equal(getComputedStyle(find(element, selector))[shown], expected);
    });

  test('--lead-form-width and --lead-form-columns bound the form', async () => {
    const element = await mount();
    element.style.setProperty('--lead-form-width', '500px');
    equal(element.getBoundingClientRect().width, 500);
    element.style.setProperty('--lead-form-columns', '1');
    equal(getComputedStyle(find(element, '.fields')).gridTemplateColumns.split(' ').length, 1);
  });

  test('every part can be styled from outside', async () => {
    const element = await mount({ fields: everyField() });
    press(element);
    await until(() => element.renderRoot.querySelector('[part="summary"]'));
    const parts = new Set([...element.renderRoot.querySelectorAll('[part]')].map((part) => part.getAttribute('part')));
    equal(
      ['form', 'title', 'field', 'label', 'input', 'select', 'checkbox', 'help', 'error', 'summary', 'submit'].filter(
        (part) => !parts.has(part),
      ),
      [],
    );
  });
});

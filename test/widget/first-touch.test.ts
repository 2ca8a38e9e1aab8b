import { equal, matches } from './support/assert.ts';
import { isChromium } from './support/browser.ts';
import { valid } from './support/definitions.ts';
import { type Frame, openFrame } from './support/frame.ts';
import { clearPage, control, fill, listen, press, textOf, until } from './support/page.ts';

let count = 0;

/** A form whose lazy parts do not come until `mend` is called. */
async function openFlaky() {
  const name = `name${Date.now()}${count++}`;
  const frame = await openFrame({
    body: `<script src="/flaky/${name}/widget.js?form=report" data-form="report"></script>`,
  });
  const element = await frame.drawn();
  return { frame, element, mend: () => fetch(`/mend/${name}`) };
}

const scriptsOf = ({ window }: Frame) =>
  window.performance
    .getEntriesByType('resource')
    .map(({ name }) => /\/widget(-[a-z]+(?=-))?/.exec(name)?.[0])
    .filter(Boolean);

const setOnline = ({ window }: Frame, onLine: boolean) =>
  Object.defineProperty(window.navigator, 'onLine', { configurable: true, get: () => onLine });

suite('what a page asks for', () => {
  setup(clearPage);

  test('is one script, whatever fields the form has', async () => {
    const frame = await openFrame({ body: '<script src="/widget.js?form=all" data-form="all"></script>' });
    await frame.drawn();
    equal(scriptsOf(frame), ['/widget']);
    equal(frame.document.querySelectorAll('script, link').length, 1);
  });

  test('with two such scripts, each part is there once', async () => {
    const body = `<script src="/widget.js?form=all" data-form="all"></script>
      <script src="/widget.js?form=all&again" data-form="all"></script>`;
    const frame = await openFrame({ body });
    await frame.drawn();
    equal(scriptsOf(frame), ['/widget', '/widget']);
    equal(Object.keys(frame.window.leadwire?.parts ?? {}).length, 2);
  });
});

suite('what checks and sends', () => {
  setup(clearPage);

  test('is asked for once the form is touched, and not before', async () => {
    const frame = await openFrame({ body: '<script src="/widget.js?form=report" data-form="report"></script>' });
    const element = await frame.drawn();
    equal(scriptsOf(frame), ['/widget']);
    control(element, 'email').dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
    await until(() => scriptsOf(frame).length === 2);
    equal(scriptsOf(frame), ['/widget', '/widget-submission']);
  });

  test('is asked for again when it did not come: the visitor is told, and the answers stay', async () => {
    const { element, mend } = await openFlaky();
    const failed = listen(element, 'lead-form-failed');
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'failed');
    await element.updateComplete;
    matches(textOf(element), /That did not work\. Your answers are kept/);
    equal(control(element, 'email').value, 'ada@example.com');
    equal(failed, [{ form: 'report', reason: 'failed' }]);
    await mend();
    press(element);
    await until(() => element.state.status === 'submitted');
  });

  if (isChromium)
    test('is held to its bytes by an import map', async () => {
      const { parts } = await (await fetch('/dist/widget.json')).json();
      const { file } = parts.submission;
      // Not the manifest's: this server adds to what it sends.
      const bytes = await (await fetch(file)).arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
      const integrity = `sha384-${btoa(String.fromCharCode(...digest))}`;
      const open = async (expected: string) => {
        const map = JSON.stringify({ integrity: { [location.origin + file]: expected } });
        const frame = await openFrame({
          head: `<script type="importmap">${map}</script>`,
          body: '<script src="/widget.js?form=report" data-form="report"></script>',
        });
        const element = await frame.drawn();
        fill(element, valid);
        press(element);
        return element;
      };
      const right = await open(integrity);
      await until(() => right.state.status === 'submitted');
      const wrong = await open(parts.typing.integrity);
      await until(() => wrong.state.status === 'failed');
    });

  test('comes by itself once the network is back, and sends what was to be sent', async () => {
    const { frame, element, mend } = await openFlaky();
    setOnline(frame, false);
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'failed');
    await element.updateComplete;
    matches(textOf(element), /You seem to be offline\. Your answers are kept/);
    await mend();
    setOnline(frame, true);
    frame.window.dispatchEvent(new Event('online'));
    await until(() => element.state.status === 'submitted');
  });

  test('sends nothing by itself that the visitor has changed since', async () => {
    const { frame, element, mend } = await openFlaky();
    setOnline(frame, false);
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'failed');
    fill(element, { 'form[firstName]': 'Augusta' });
    await mend();
    frame.window.dispatchEvent(new Event('online'));
    equal(element.state.status, 'failed');
  });
});

import { sendKeys } from '@web/test-runner-commands';
import { equal, matches } from '../support/assert.ts';
import { haveFocus, isChromium, testInChromium } from '../support/browser.ts';
import { valid } from '../support/definitions.ts';
import { type Frame, openFrame } from '../support/frame.ts';
import { clearPage, control, fill, listen, press, textOf, until } from '../support/page.ts';

let count = 0;
const nameOf = () => `name${Date.now()}${count++}`;

/** A form whose lazy features do not load until `mend` is called. */
async function openFlaky(more = '', form = 'report') {
  const name = nameOf();
  const frame = await openFrame({
    more,
    body: `<script src="/flaky/${name}/widget.js?form=${form}" data-form="${form}"></script>`,
  });
  const element = await frame.drawn();
  const countRefused = async () => Number(await (await fetch(`/refused/${name}`)).text());
  return { frame, element, mend: () => fetch(`/mend/${name}`), countRefused };
}

/** What the frame's browser has posted, as the server shows it. */
async function readPosted(frame: Frame): Promise<URLSearchParams> {
  await until(() => frame.element.contentWindow?.location.pathname.endsWith('/leads'), 'a post');
  const posted = () => frame.element.contentDocument?.body?.textContent;
  await until(posted, 'what was posted');
  return new URLSearchParams(posted() ?? '');
}

const scriptsOf = ({ window }: Frame) =>
  window.performance
    .getEntriesByType('resource')
    .map(({ name }) => /\/widget(-[a-z]+(?=-))?/.exec(name)?.[0])
    .filter(Boolean);

const setOnline = ({ window }: Frame, onLine: boolean) =>
  Object.defineProperty(window.navigator, 'onLine', { configurable: true, get: () => onLine });

/** A submit without a network, before the feature that sends is loaded. */
async function pressOffline() {
  const opened = await openFlaky();
  setOnline(opened.frame, false);
  fill(opened.element, valid);
  press(opened.element);
  await until(() => opened.element.state.status === 'failed');
  return opened;
}

suite('what a page requests', () => {
  setup(clearPage);

  test('is one script, for any fields', async () => {
    const frame = await openFrame({ body: '<script src="/widget.js?form=all" data-form="all"></script>' });
    await frame.drawn();
    equal(scriptsOf(frame), ['/widget']);
    equal(frame.document.querySelectorAll('script, link').length, 1);
  });

  test('with two such scripts, each feature is set up once', async () => {
    const body = `<script src="/widget.js?form=all" data-form="all"></script>
      <script src="/widget.js?form=all&again" data-form="all"></script>`;
    const frame = await openFrame({ body });
    await frame.drawn();
    equal(scriptsOf(frame), ['/widget', '/widget']);
    equal(Object.keys(frame.window.leadwire?.features ?? {}).length, 4);
  });
});

suite('the feature that checks and sends', () => {
  setup(clearPage);

  test('is loaded once the form is entered, and not before', async () => {
    const frame = await openFrame({ body: '<script src="/widget.js?form=report" data-form="report"></script>' });
    const element = await frame.drawn();
    equal(scriptsOf(frame), ['/widget']);
    control(element, 'email').dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
    await until(() => scriptsOf(frame).length === 2);
    equal(scriptsOf(frame), ['/widget', '/widget-submission']);
  });

  test('is loaded again after a failure', async () => {
    const { element, mend } = await openFlaky();
    fill(element, valid);
    await until(() => element.prepared === undefined, 'a failure');
    await mend();
    press(element);
    await until(() => element.state.status === 'submitted');
  });

  test('where it cannot be had, the browser posts the answers, with their source and the id of the try', async () => {
    const { frame, element } = await openFlaky('?utm_source=news#top');
    fill(element, valid);
    const submitting = listen(element, 'lead-form-submitting') as { submission: string }[];
    const url = frame.window.location.href;
    press(element);
    const posted = await readPosted(frame);
    const expected = {
      ...valid,
      'form[optin][terms]': '1',
      'form[telephone]': '',
      hp_ref_code: '',
      submission: submitting[0]?.submission ?? '',
      page: url,
      referrer: location.href,
      landing: url,
      locale: 'en',
      ticket: 'ticket-1',
    };
    equal([...posted].sort(), Object.entries(expected).sort());
  });

  testInChromium('an incomplete date is not posted blank if the file is missing', async () => {
    const { frame, element } = await openFlaky('', 'all');
    await haveFocus();
    control(element, 'start').focus();
    await sendKeys({ type: '1705' });
    const submitting = listen(element, 'lead-form-submitting');
    const told = listen(control(element, 'start'), 'invalid');
    press(element);
    await until(() => told.length > 0);
    equal(submitting, []);
    fill(element, { 'form[start]': '2027-05-17' });
    press(element);
    await until(() => submitting.length > 0);
    equal((await readPosted(frame)).get('form[start]'), '2027-05-17');
  });

  test('where it cannot be had, a page may still cancel the submission', async () => {
    const { element } = await openFlaky();
    fill(element, valid);
    element.addEventListener('lead-form-submitting', (event) => event.preventDefault());
    const submitting = listen(element, 'lead-form-submitting');
    press(element);
    await until(() => submitting.length > 0);
    equal(element.state.status, 'ready');
  });

  test('where its code fails, the browser posts the answers', async () => {
    const frame = await openFrame({ body: '<script src="/widget.js?form=report" data-form="report"></script>' });
    const element = await frame.drawn();
    control(element, 'email').dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
    await until(() => element.features.some(({ press }) => press));
    fill(element, valid);
    for (const feature of element.features) if (feature.press) feature.press = () => Promise.reject(new Error('old'));
    press(element);
    equal((await readPosted(frame)).get('form[email]'), 'ada@example.com');
  });

  test('where a policy keeps it from sending, the browser posts the answers under the same id', async () => {
    const csp = "default-src 'none'; script-src {origin}; style-src 'none'";
    const frame = await openFrame({ csp, body: '<script src="/widget.js?form=report" data-form="report"></script>' });
    const element = await frame.drawn();
    const submitting = listen(element, 'lead-form-submitting') as { submission: string }[];
    fill(element, valid);
    press(element);
    const posted = await readPosted(frame);
    equal(
      submitting.map(({ submission }) => submission),
      [posted.get('submission'), posted.get('submission')],
    );
  });

  if (isChromium)
    test('is checked for integrity by an import map', async () => {
      const { features } = await (await fetch('/dist/widget.json')).json();
      // Not the manifest's hash: this server adds to the file.
      const bytes = await (await fetch(features.submission.file)).arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
      const open = async (integrity: string) => {
        // An address of its own: browsers keep what they have refused for an address.
        const place = `/flaky/${nameOf()}`;
        await fetch(place.replace('flaky', 'mend'));
        const map = JSON.stringify({ integrity: { [location.origin + place + features.submission.file]: integrity } });
        const frame = await openFrame({
          head: `<script type="importmap">${map}</script>`,
          body: `<script src="${place}/widget.js?form=report" data-form="report"></script>`,
        });
        const element = await frame.drawn();
        fill(element, valid);
        press(element);
        return element;
      };
      const right = await open(`sha384-${btoa(String.fromCharCode(...digest))}`);
      await until(() => right.state.status === 'submitted');
      const wrong = await open(features.typing.integrity);
      const submitting = listen(wrong, 'lead-form-submitting');
      await until(() => submitting.length > 0);
      equal(
        wrong.features.filter((feature) => feature.press),
        [],
      );
    });

  test('is not requested at every key', async () => {
    const { element, countRefused } = await openFlaky();
    // The hints' feature is requested too, once.
    fill(element, { 'form[firstName]': 'A' });
    for (let refused = 0; refused < 2; ) refused = await countRefused();
    for (const typed of ['Ad', 'Ada', 'Ada L']) fill(element, { 'form[firstName]': typed });
    fill(element, valid);
    const submitting = listen(element, 'lead-form-submitting');
    press(element);
    await until(() => submitting.length > 0);
    equal(await countRefused(), 3);
  });

  test('is loaded once the network is back, and then sends the answers', async () => {
    const { frame, element, mend } = await pressOffline();
    await element.updateComplete;
    matches(textOf(element), /You seem to be offline\. Your answers are saved/);
    await mend();
    setOnline(frame, true);
    frame.window.dispatchEvent(new Event('online'));
    await until(() => element.state.status === 'submitted');
  });

  test('does not send answers that the visitor has changed since', async () => {
    const { frame, element, mend } = await pressOffline();
    fill(element, { 'form[firstName]': 'Augusta' });
    await mend();
    frame.window.dispatchEvent(new Event('online'));
    equal(element.state.status, 'failed');
  });
});

import { equal, ok } from '../support/assert.ts';
import { valid } from '../support/definitions.ts';
import { openFrame } from '../support/frame.ts';
import { clearPage, control, fill, press, until } from '../support/page.ts';

const TAG = '<script async src="/widget.js?form=report" data-form="report"></script>';

async function readScripts(): Promise<string> {
  const { file, features } = await (await fetch('/dist/widget.json')).json();
  const lazy = Object.values<{ file: string }>(features).map(({ file }) => file);
  const codes = [file, ...lazy].map(async (path) => (await fetch(path)).text());
  return (await Promise.all(codes)).join('\n');
}

const namesIn = (code: string, pattern: RegExp): string[] => [
  ...new Set([...code.matchAll(pattern)].map(([, name]) => name ?? '')),
];

/** What pages are known to have by accident, beside what the script reads. */
const COMMON = ['URL', 'body', 'cookie', 'currentScript', 'documentElement', 'domain', 'forms', 'head', 'referrer'];

suite('a page whose markup shadows names', () => {
  setup(clearPage);

  test('the script reads nothing from a document that markup can shadow', async () => {
    const code = await readScripts();
    equal(namesIn(code, /(?<![\w$]|[^.]\.)document\??\.(\w+)/g), []);
    equal(namesIn(code, /(\{[^{}]*\}=document)\b/g), []);
  });

  for (const analytics of ['off', 'datalayer'])
    test(`draws and sends a form although every name that the script reads is taken, analytics=${analytics}`, async () => {
      const code = await readScripts();
      const ofDocument = namesIn(code, /Document\.prototype(?:,["'`]|\.)(\w+)/g);
      const ofWindow = namesIn(code, /(?:window|globalThis)\??\.(\w+)/g);
      ok(ofDocument.includes('createTreeWalker') && ofWindow.includes('dataLayer'), 'names of the libraries, too');
      const images = [...new Set([...COMMON, ...ofDocument])].map((name) => `<img name="${name}" alt="" />`);
      const elements = ofWindow.map((name) => `<a id="${name}"></a>`);
      const tag = TAG.replace('data-form', `data-analytics="${analytics}" data-form`);
      const frame = await openFrame({ body: `${images.join('')}${elements.join('')}<div>${tag}</div>` });
      const errors: string[] = [];
      frame.window.addEventListener('error', ({ message }) => errors.push(message));
      frame.window.addEventListener('unhandledrejection', ({ reason }) => errors.push(`${reason}`));
      const sent: string[] = [];
      const { fetch } = frame.window;
      frame.window.fetch = (input, init) => {
        sent.push(`${init?.body}`);
        return fetch(input, init);
      };
      const element = await frame.drawn();
      fill(element, valid);
      press(element);
      await until(() => element.state.status === 'submitted');
      equal(new URLSearchParams(sent.at(-1)).get('page'), frame.window.location.href);
      equal(new URLSearchParams(sent.at(-1)).get('referrer'), location.href);
      equal(errors, []);
    });
});

suite('a page whose scripts add to Object.prototype', () => {
  setup(clearPage);

  for (const name of ['form', 'turnstile', 'redirect', 'title', 'steps', 'showIf', 'options', 'country', 'status'])
    test(`"${name}" changes nothing`, async () => {
      const head = `<script>Object.prototype.${name} = 'https://example.com/elsewhere'</script>`;
      const frame = await openFrame({ head, body: TAG });
      const element = await frame.drawn();
      equal(control(element, 'email').value, '');
      equal(element.renderRoot.querySelector('.turnstile, [part=summary]'), null);
      fill(element, valid);
      const left: unknown[] = [];
      element.addEventListener('lead-form-redirecting', (event) => left.push(event.detail));
      press(element);
      await until(() => element.state.status === 'submitted');
      equal(left, []);
    });
});

suite('a page with shortcuts of its own', () => {
  setup(clearPage);

  test('gets no key that is typed into the form, except Escape, Tab and keys with a modifier', async () => {
    const frame = await openFrame({ body: TAG });
    const element = await frame.drawn();
    const heard: string[] = [];
    frame.document.addEventListener('keydown', ({ key }) => heard.push(key));
    const email = control(element, 'email');
    email.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
    await until(() => element.features.some((feature) => feature.press));
    for (const [key, more] of [['s'], [' '], ['Enter'], ['Escape'], ['Tab'], ['k', { ctrlKey: true }]] as const)
      email.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, ...more }));
    equal(heard, ['Escape', 'Tab', 'k']);
  });
});

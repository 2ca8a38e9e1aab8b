import { equal, ok } from '../support/assert.ts';
import { clearPage, find, mount, press, until, worker } from '../support/page.ts';

interface Options {
  sitekey: string;
  action: string;
  callback(token: string): void;
}

const SITE_KEY = '0x4AAAAAAAexample';

/** Replaces Cloudflare's script, and gives one token after another. */
function fakeTurnstile({ solves = true } = {}) {
  const rendered: Options[] = [];
  let resets = 0;
  window.turnstile = {
    render(_box, options) {
      rendered.push(options as unknown as Options);
      if (solves) setTimeout(() => rendered[0]?.callback('token-0'), 50);
      return 'widget-1';
    },
    reset: () => rendered[0]?.callback(`token-${++resets}`),
  };
  return rendered;
}

const tokens = () => worker.leads.map(({ body }) => body.get('cf-turnstile-response'));

suite('Turnstile', () => {
  setup(clearPage);
  teardown(() => {
    delete window.turnstile;
  });

  // First, while the page has no script of Turnstile's: a test machine cannot reach its host, or the key is unknown there.
  test('an element with its name is ignored', async () => {
    const scripts = () => document.querySelectorAll('script[src^="https://challenges.cloudflare.com/"]').length;
    const before = scripts();
    const namesake = Object.assign(document.createElement('div'), { id: 'turnstile' });
    document.body.append(namesake);
    const element = await mount({ fields: [], turnstile: SITE_KEY });
    await until(() => scripts() === before + 1);
    press(element);
    await until(() => element.state.status === 'submitted');
    namesake.remove();
  });

  test('a challenge that cannot be loaded does not block the form', async () => {
    const element = await mount({ fields: [], turnstile: SITE_KEY });
    press(element);
    await until(() => element.state.status === 'submitted');
    equal(tokens(), [null]);
  });
});

suite('Turnstile, loaded', () => {
  setup(clearPage);

  test('renders in the form, waits for the token and sends it', async () => {
    const rendered = fakeTurnstile();
    const element = await mount({ fields: [], turnstile: SITE_KEY });
    ok(find(element, '.turnstile').getBoundingClientRect().height >= 65, 'its room is reserved');
    press(element);
    await until(() => element.state.status === 'submitted');
    equal([rendered[0]?.sitekey, rendered[0]?.action], [SITE_KEY, 'lead-form']);
    equal(tokens(), ['token-0']);
  });

  test('a refused submission gets a fresh token, and keeps its id for the same answers', async () => {
    fakeTurnstile();
    worker.answers = [{ status: 422, body: { errors: { form: [{ code: 'refused', message: 'No.' }] } } }];
    const element = await mount({ fields: [], turnstile: SITE_KEY });
    press(element);
    await until(() => element.problems.form);
    press(element);
    await until(() => element.state.status === 'submitted');
    equal(tokens(), ['token-0', 'token-1']);
    equal(new Set(worker.leads.map(({ body }) => body.get('submission'))).size, 1);
  });

  test('an unsolved challenge delays a submission for three seconds at most', async () => {
    fakeTurnstile({ solves: false });
    const element = await mount({ fields: [], turnstile: SITE_KEY });
    press(element);
    await until(() => element.state.status === 'submitted');
    equal(tokens(), [null]);
  });
});

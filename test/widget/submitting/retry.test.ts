import { equal, matches, ok } from '../support/assert.ts';
import { email, field, valid } from '../support/definitions.ts';
import { clearPage, control, fill, find, listen, mount, press, textOf, until, worker } from '../support/page.ts';

const ids = () => worker.leads.map(({ body }) => body.get('submission'));

suite('when a try fails', () => {
  setup(clearPage);

  test('it is repeated under the same id', async () => {
    worker.answers = ['lost', { status: 503, body: { retryAfter: 1 } }];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitting' && element.state.waiting);
    await element.updateComplete;
    matches(textOf(element), /Trying again/);
    await until(() => element.state.status === 'submitted');
    equal(worker.leads.length, 3);
    equal(new Set(ids()).size, 1);
  });

  test('before a long wait the visitor decides, and the answers are kept', async () => {
    worker.answers = [{ status: 503, body: { retryAfter: 120 } }];
    const element = await mount();
    const failed = listen(element, 'lead-form-failed');
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'failed');
    await element.updateComplete;
    equal(control(element, 'email').value, 'ada@example.com');
    matches(textOf(element), /Try again/);
    equal(failed.length, 1);
    press(element);
    await until(() => element.state.status === 'submitted');
    equal(new Set(ids()).size, 1);
  });

  test('after a burst of people behind one address, the answers are sent later automatically', async () => {
    worker.answers = [{ status: 429, body: { retryAfter: 16 } }];
    const element = await mount();
    fill(element, valid);
    await until(() => element.features.some((feature) => feature.press));
    // The test does not wait: the page's clock does.
    const { setTimeout } = window;
    let later: (() => void) | undefined;
    let wait = 0;
    Object.assign(window, {
      setTimeout: (work: () => void, ms = 0) => {
        if (ms < 16_000 || ms > 21_000) return setTimeout(work, ms);
        [later, wait] = [work, ms];
        return 0;
      },
    });
    press(element);
    await until(() => later);
    Object.assign(window, { setTimeout });
    equal(element.state.status, 'failed');
    ok(wait >= 16_000 && wait <= 20_000, 'a wait that differs from visitor to visitor');
    later?.();
    await until(() => element.state.status === 'submitted');
    equal(new Set(ids()).size, 1);
  });

  test('answers edited after a failed try get a new id', async () => {
    worker.answers = [{ status: 429, headers: { 'retry-after': '60' } }];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'failed');
    fill(element, { 'form[firstName]': 'Augusta' });
    press(element);
    await until(() => element.state.status === 'submitted');
    equal(new Set(ids()).size, 2);
  });

  test('an id that was stored with other answers is dropped', async () => {
    worker.answers = [{ status: 409 }];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'failed');
    press(element);
    await until(() => element.state.status === 'submitted');
    equal(new Set(ids()).size, 2);
  });

  test('a page that is left during the wait sends immediately, with keepalive', async () => {
    worker.answers = [{ status: 503, body: { retryAfter: 10 } }];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitting' && element.state.waiting);
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await until(() => worker.leads.length === 2);
    equal(new Set(ids()).size, 1);
    equal(worker.leads[1]?.init.keepalive, true);
    dispatchEvent(new Event('online'));
    await until(() => element.state.status === 'submitted');
  });

  test('offline, a message shows it, and the answers are sent once the network is back', async () => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    worker.answers = ['lost'];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'failed');
    await element.updateComplete;
    matches(textOf(element), /You seem to be offline\. Your answers are saved/);
    Reflect.deleteProperty(navigator, 'onLine');
    dispatchEvent(new Event('online'));
    await until(() => element.state.status === 'submitted');
    equal(new Set(ids()).size, 1);
  });

  test('answers that were changed since are not sent before the button is pressed', async () => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    worker.answers = ['lost'];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'failed');
    Reflect.deleteProperty(navigator, 'onLine');
    fill(element, { 'form[firstName]': 'Augusta' });
    dispatchEvent(new Event('online'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    equal(worker.leads.length, 1);
  });

  test('the same answers after a reload are sent under the id of the first try', async () => {
    worker.answers = [{ status: 503, body: { retryAfter: 99 } }];
    const fields = [email];
    const first = await mount({ fields });
    fill(first, { 'form[email]': 'ada@example.com' });
    await until(() => sessionStorage.length > 0);
    press(first);
    await until(() => first.state.status === 'failed');
    first.remove();
    const second = await mount({ fields });
    press(second);
    await until(() => second.state.status === 'submitted');
    equal(new Set(ids()).size, 1);
  });

  test('also after another reload, with the consent given again', async () => {
    worker.answers = [{ status: 503, body: { retryAfter: 99 } }];
    const first = await mount();
    fill(first, valid);
    await until(() => sessionStorage.length > 0);
    press(first);
    await until(() => first.state.status === 'failed');
    first.remove();
    for (let reload = 0; reload < 2; reload++) {
      const again = await mount();
      fill(again, { 'form[optin][terms]': true });
      if (reload === 1) {
        press(again);
        await until(() => again.state.status === 'submitted');
      }
      again.remove();
    }
    equal(ids().length, 2);
    equal(new Set(ids()).size, 1);
  });

  test('an id of an earlier page that was stored with other answers is dropped', async () => {
    worker.answers = [
      { status: 503, body: { retryAfter: 99 } },
      { status: 409, body: {} },
    ];
    const first = await mount({ fields: [email] });
    fill(first, { 'form[email]': 'ada@example.com' });
    await until(() => sessionStorage.length > 0);
    press(first);
    await until(() => first.state.status === 'failed');
    first.remove();
    const second = await mount({ fields: [email] });
    press(second);
    await until(() => second.state.status === 'failed');
    press(second);
    await until(() => second.state.status === 'submitted');
    equal(new Set(ids()).size, 2);
  });

  test('the draft is back after a reload, without consents', async () => {
    const first = await mount();
    fill(first, valid);
    await until(() => sessionStorage.length > 0);
    first.remove();
    const second = await mount();
    equal(control(second, 'email').value, 'ada@example.com');
    equal(control(second, 'optin][terms').checked, false);
    matches(textOf(second), /We saved what you typed earlier/);
    const startOver = [...second.renderRoot.querySelectorAll('button')].find(({ textContent }) =>
      textContent?.includes('Start'),
    );
    ok(startOver, 'a way to start over');
    startOver.click();
    await until(() => control(second, 'email').value === '');
    equal(sessionStorage.length, 0);
  });

  test('starting over restores the initial values', async () => {
    const fields = [field('name', 'text', { value: 'Ada' }), field('mobile', 'phone', { country: 'GB' })];
    const first = await mount({ fields });
    fill(first, { 'form[name]': 'Grace' });
    await until(() => sessionStorage.length > 0);
    first.remove();
    const second = await mount({ fields });
    find(second, '.restored button').click();
    await until(() => control(second, 'name').value === 'Ada');
    equal(find<HTMLSelectElement>(second, 'select').value, 'GB');
  });

  test('nothing is kept once the lead is sent', async () => {
    const element = await mount();
    fill(element, valid);
    await until(() => sessionStorage.length > 0);
    press(element);
    await until(() => element.state.status === 'submitted');
    equal(sessionStorage.length, 0);
  });
});

import { equal, matches, ok } from './support/assert.ts';
import { valid } from './support/definitions.ts';
import { clearPage, control, fill, listen, mount, press, textOf, until, worker } from './support/page.ts';

const ids = () => worker.leads.map(({ body }) => body.get('submission'));

suite('when a try fails', () => {
  setup(clearPage);

  test('goes again by itself, under the same id', async () => {
    worker.answers = ['lost', { status: 503, body: { retryAfter: 1 } }];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitting' && element.state.waiting);
    await element.updateComplete;
    matches(textOf(element), /trying again/);
    await until(() => element.state.status === 'submitted');
    equal(worker.leads.length, 3);
    equal(new Set(ids()).size, 1);
  });

  test('asks the visitor when the wait is long, and keeps the answers', async () => {
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

  test('an id that was stored with other answers is given up', async () => {
    worker.answers = [{ status: 409 }];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'failed');
    press(element);
    await until(() => element.state.status === 'submitted');
    equal(new Set(ids()).size, 2);
  });

  test('what was typed is back after a reload, without consents', async () => {
    const first = await mount();
    fill(first, valid);
    await until(() => sessionStorage.length > 0);
    first.remove();
    const second = await mount();
    equal(control(second, 'email').value, 'ada@example.com');
    equal(control(second, 'optin][terms').checked, false);
    matches(textOf(second), /We kept what you had typed/);
    const startOver = [...second.root.querySelectorAll('button')].find(({ textContent }) =>
      textContent?.includes('Start'),
    );
    ok(startOver, 'a way to start over');
    startOver.click();
    equal(control(second, 'email').value, '');
    equal(sessionStorage.length, 0);
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

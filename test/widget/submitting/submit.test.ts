import { equal, matches, ok } from '../support/assert.ts';
import { definition, valid } from '../support/definitions.ts';
import { clearPage, control, fill, find, listen, mount, press, textOf, until, worker } from '../support/page.ts';

suite('submitting', () => {
  setup(clearPage);

  test('sends the answers url-encoded, without a preflight, and shows the thanks', async () => {
    const element = await mount();
    const submitted = listen(document, 'lead-form-submitted');
    fill(element, { ...valid, 'form[firstName]': '  Ada ' });
    press(element);
    await until(() => element.state.status === 'submitted');
    const [{ body, init, url } = { body: new URLSearchParams(), init: {}, url: '' }] = worker.leads;
    equal(url, `${location.origin}/v1/forms/report/leads`);
    equal(body.get('form[firstName]'), 'Ada');
    equal(body.get('form[optin][terms]'), '1');
    equal(body.get('ticket'), 'ticket-1');
    equal(body.get('hp_ref_code'), '');
    equal(init.headers, { accept: 'application/json' });
    ok(init.body instanceof URLSearchParams, 'a body that the browser labels as a form');
    matches(body.get('submission'), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    await element.updateComplete;
    matches(textOf(element), /Thank you\./);
    equal(submitted, [
      {
        form: 'report',
        submission: body.get('submission'),
        status: 'delivered',
        leadId: 7,
        channel: 'Direct',
        linkId: 25,
      },
    ]);
  });

  test('shows no value of the code among its words', async () => {
    const isClean = (element: Awaited<ReturnType<typeof mount>>) =>
      equal(/\b(false|true|null|undefined|NaN)\b|\[object/.exec(textOf(element)), null, element.state.status);
    const element = await mount();
    isClean(element);
    press(element);
    await until(() => element.renderRoot.querySelector('[part="summary"]'), 'summary');
    isClean(element);
    worker.answers = ['pending'];
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'submitting', 'try');
    await element.updateComplete;
    isClean(element);
  });

  test('puts the focus on the thanks', async () => {
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => (element.renderRoot as ShadowRoot).activeElement?.textContent?.includes('Thank you.'));
  });

  test('puts the focus on the page’s own thanks too', async () => {
    const element = await mount({}, {}, '<p slot="success">The report is in your inbox.</p>');
    fill(element, valid);
    press(element);
    await until(() => (element.renderRoot as ShadowRoot).activeElement?.querySelector('slot[name="success"]'));
  });

  test('does not send an unticked box', async () => {
    const element = await mount({ fields: [] });
    press(element);
    await until(() => worker.leads.length === 1);
    equal(worker.leads[0]?.body.has('form[optin][terms]'), false);
  });

  test('sends once, however often the button is pressed', async () => {
    const element = await mount();
    fill(element, valid);
    press(element);
    press(element);
    press(element);
    await until(() => element.state.status === 'submitted');
    equal(worker.leads.length, 1);
  });

  test('a listener can cancel the submit', async () => {
    const element = await mount();
    const asked = new Promise((resolve) => {
      element.addEventListener(
        'lead-form-submitting',
        (event) => {
          event.preventDefault();
          resolve(event);
        },
        { once: true },
      );
    });
    fill(element, valid);
    press(element);
    await asked;
    await element.updateComplete;
    equal(element.state.status, 'ready');
    equal(worker.leads.length, 0);
  });

  test('errors of the Worker are shown at their fields, the others in the summary', async () => {
    worker.answers = [
      {
        status: 422,
        body: {
          errors: {
            'form[email]': [{ code: 'email', message: 'Use a work address.' }],
            'form[hiddenThing]': [{ code: 'refused', message: 'Something is wrong.' }],
          },
        },
      },
    ];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.problems['form[email]']);
    await element.updateComplete;
    equal(control(element, 'email').getAttribute('aria-invalid'), 'true');
    matches(find(element, '[part="error"]').textContent, /Use a work address/);
    matches(find(element, '[part="summary"]').textContent, /Something is wrong/);
    await until(() => (element.renderRoot as ShadowRoot).activeElement === control(element, 'email'), 'focus');
  });

  test('a refused submission is corrected, sent again and delivered', async () => {
    worker.answers = [{ status: 422, body: { errors: { 'form[email]': [{ code: 'email', message: 'No.' }] } } }];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.problems['form[email]']);
    fill(element, { 'form[email]': 'ada@example.org' });
    press(element);
    await until(() => element.state.status === 'submitted');
  });

  test('a campaign that has ended since shows its message', async () => {
    worker.answers = [{ status: 410 }];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'closed');
    await element.updateComplete;
    matches(textOf(element), /This offer has ended/);
  });

  test('its message may have links, but none that runs a script', async () => {
    const link = { text: 'other offers', href: 'https://www.example.com/offers' };
    const closedText = ['See our ', link, ' or ', { text: 'this', href: 'javascript:alert(1)' }];
    const element = await mount({ closed: true, closedText, closedMessage: 'See our other offers or this' });
    equal(element.state.status, 'closed');
    matches(textOf(element), /See our other offers opens in a new window or this/);
    const links = [...element.renderRoot.querySelectorAll('a')];
    equal(
      links.map(({ href, target }) => [href, target]),
      [[link.href, '_blank']],
    );
  });

  test('a form that takes its place is drawn instead, filled in but not agreed to, and the page hears of it', async () => {
    worker.answers = [{ status: 410, body: { closedForm: 'next' } }];
    worker.definitions.set('next', definition({ form: 'next', title: 'The next report' }));
    const element = await mount();
    const ready = listen(element, 'lead-form-ready');
    const submitted = listen(element, 'lead-form-submitted');
    fill(element, valid);
    press(element);
    await until(() => element.problems.form);
    await element.updateComplete;
    matches(textOf(element), /The next report.*This offer has ended/);
    equal(ready, [{ form: 'next' }]);
    equal(control(element, 'email').value, valid['form[email]']);
    equal(control(element, 'optin][terms').checked, false);
    fill(element, { 'form[optin][terms]': true });
    press(element);
    await until(() => element.state.status === 'submitted');
    matches(worker.leads[1]?.url, /\/v1\/forms\/next\/leads$/);
    equal(worker.leads[1]?.body.get('form[email]'), valid['form[email]']);
    ok(worker.leads[1]?.body.get('submission') !== worker.leads[0]?.body.get('submission'), 'a submission of its own');
    equal((submitted[0] as { form: string }).form, 'next');
  });

  test('one that cannot be had leaves the message', async () => {
    worker.answers = [{ status: 410, body: { closedForm: 'gone' } }];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'closed');
  });

  test('a forbidden origin is named to the owner of the page', async () => {
    worker.answers = [{ status: 403 }];
    const element = await mount();
    fill(element, valid);
    press(element);
    await until(() => element.state.status === 'forbidden');
    await until(() => `${element.warnings}`.includes(location.origin));
  });
});

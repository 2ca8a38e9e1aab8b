import { equal, matches, ok } from '../support/assert.ts';
import { definition, email, field, simpleFields, valid } from '../support/definitions.ts';
import { openFrame } from '../support/frame.ts';
import {
  answerFirst,
  clearPage,
  control,
  fill,
  leave,
  listen,
  mount,
  press,
  settle,
  textOf,
  until,
  worker,
} from '../support/page.ts';

suite("the publisher's own form", () => {
  setup(clearPage);
  const markup = `<form action="/nowhere" method="post">
    <label>Email <input name="form[email]" type="email" aria-describedby="note" /></label><span id="note">Note</span>
    <label><input type="checkbox" name="form[optin][terms]" value="1" /> Terms</label>
    <button>Go</button></form>`;
  /** In the page before its definition is loaded. */
  async function early() {
    worker.definitions.set('report', definition({ fields: simpleFields().slice(2, 3) }));
    let answer: (response: Response) => void = () => {};
    const asked = new Promise<Response>((resolve) => {
      answer = resolve;
    });
    const restore = answerFirst(() => asked);
    const element = document.createElement('lead-form');
    element.setAttribute('form', 'report');
    element.innerHTML = markup;
    document.body.append(element);
    await element.updateComplete;
    return { element, answer, restore };
  }
  const own = () => mount({ fields: [...simpleFields().slice(2)], honeypot: 'hp' }, {}, markup);

  test('keeps its markup and gets errors that are tied to their controls', async () => {
    const element = await own();
    element.querySelector('button')?.click();
    await until(() => element.querySelectorAll('.lead-form-error').length === 2);
    const input = control(element, 'email');
    equal(input.getAttribute('aria-invalid'), 'true');
    equal(input.getAttribute('aria-describedby')?.split(' ').length, 2);
    await until(() => document.activeElement === input);
  });

  for (const render of ['shadow', 'light'])
    test(`gives way to the form that takes the place of an ended one (${render})`, async () => {
      worker.definitions.set('ended', definition({ form: 'next', title: 'Next' }));
      const element = document.createElement('lead-form');
      element.setAttribute('form', 'ended');
      element.setAttribute('render', render);
      element.innerHTML = markup;
      document.body.append(element);
      await until(() => element.state.status === 'ready');
      await element.updateComplete;
      matches(textOf(element), /Next/);
      fill(element, valid);
      press(element);
      await until(() => element.state.status === 'submitted');
      matches(worker.leads[0]?.url, /\/v1\/forms\/next\/leads$/);
      equal(worker.leads[0]?.body.get('form[lastName]'), 'Lovelace');
    });

  test('can be submitted before its definition is loaded, and is checked and sent then', async () => {
    const { element, answer, restore } = await early();
    control(element, 'email').value = 'ada@example.com';
    element.querySelector('button')?.click();
    answer(await fetch('/v1/forms/report'));
    await until(() => element.state.status === 'submitted');
    restore();
    equal(worker.leads[0]?.body.get('form[email]'), 'ada@example.com');
  });

  for (const type of ['date', 'dob'] as const)
    test(`asks for a ${type} in three inputs, as the form's plain HTML has them, and sends one answer`, async () => {
      const inputs = ['day', 'month', 'year'].map((part) => `<input name="form[when].${part}" aria-label="${part}" />`);
      const html = `<form action="/nowhere" method="post">${inputs.join('')}<button>Go</button></form>`;
      const element = await mount({ fields: [field('when', type)] }, {}, html);
      fill(element, { 'form[when].day': '17', 'form[when].month': '5' });
      element.querySelector('button')?.click();
      await until(() => element.querySelector('.lead-form-error'));
      matches(element.querySelector('.lead-form-error')?.textContent, /day, (a )?month and (a )?year/);
      fill(element, { 'form[when].year': '1984' });
      element.querySelector('button')?.click();
      await until(() => element.state.status === 'submitted');
      equal(worker.leads[0]?.body.getAll('form[when]'), ['1984-05-17']);
      equal(
        [...(worker.leads[0]?.body.keys() ?? [])].filter((name) => /\.(day|month|year)$/.test(name)),
        [],
      );
    });

  test('submitted twice before that, it is checked once', async () => {
    const { element, answer, restore } = await early();
    const complaints = listen(element, 'lead-form-invalid');
    for (let n = 0; n < 2; n++) {
      element.querySelector('button')?.click();
      await until(() => element.prepared);
      await element.prepared;
    }
    answer(await fetch('/v1/forms/report'));
    await until(() => complaints.length > 0);
    await element.updateComplete;
    restore();
    equal(complaints.length, 1);
  });

  test('submitted before that, the browser posts it if no definition arrives', async () => {
    const { element, answer, restore } = await early();
    let isPosted = false;
    const { submit } = HTMLFormElement.prototype;
    HTMLFormElement.prototype.submit = () => {
      isPosted = true;
    };
    element.querySelector('button')?.click();
    await until(() => element.prepared);
    await element.prepared;
    answer(new Response('{}', { status: 500 }));
    await until(() => isPosted);
    HTMLFormElement.prototype.submit = submit;
    restore();
    equal(worker.leads, []);
  });

  test('without a definition it stays, and is posted by the browser', async () => {
    worker.definitions.set('report', 500);
    const element = document.createElement('lead-form');
    element.setAttribute('form', 'report');
    element.innerHTML = markup;
    document.body.append(element);
    await until(() => element.state.status === 'unavailable');
    await element.updateComplete;
    ok(element.querySelector('form')?.checkVisibility(), 'the form is in sight');
    let isLeftAlone = false;
    element.addEventListener('submit', (event) => {
      isLeftAlone = !event.defaultPrevented;
      event.preventDefault();
    });
    element.querySelector('button')?.click();
    ok(isLeftAlone, 'a submit that nobody stops');
  });

  test('submits with attribution and shows the thanks', async () => {
    const element = await own();
    fill(element, { 'form[email]': 'ada@example.com', 'form[optin][terms]': true });
    element.querySelector('button')?.click();
    await until(() => element.state.status === 'submitted');
    await element.updateComplete;
    const { body } = worker.leads[0] ?? { body: new URLSearchParams() };
    equal(body.get('form[email]'), 'ada@example.com');
    ok(body.get('submission') && body.get('page') && body.get('ticket'), 'id, page and ticket');
    matches(textOf(element), /Thank you/);
  });

  test('gets hints and drafts, and shows the steps of its definition as one', async () => {
    const fields = [...simpleFields().slice(2, 3), field('optin][terms', 'consent', { step: 2 })];
    const draw = () => mount({ fields }, {}, markup);
    const first = await draw();
    fill(first, { 'form[email]': 'ada@gmial.com' });
    await until(() => sessionStorage.length > 0);
    leave(control(first, 'email'));
    await until(() => first.querySelector('.lead-form-hint'));
    matches(first.querySelector('.lead-form-hint')?.textContent, /Did you mean ada@gmail\.com/);
    first.remove();
    const second = await draw();
    equal(control(second, 'email').value, 'ada@gmial.com');
    second.querySelector<HTMLInputElement>('[type="checkbox"]')?.click();
    second.querySelector('button')?.click();
    await until(() => second.state.status === 'submitted');
    equal(worker.leads.length, 1);
  });

  test('without a shadow root, the thanks replace it', async () => {
    const element = await mount({ fields: [email] }, { render: 'light' }, markup);
    fill(element, { 'form[email]': 'ada@example.com' });
    element.querySelector('button')?.click();
    await until(() => element.state.status === 'submitted');
    await element.updateComplete;
    equal(element.querySelector('form')?.getBoundingClientRect().height, 0);
    matches(textOf(element), /Thank you/);
  });

  test('an error of the Worker is shown at its control', async () => {
    worker.answers = [{ status: 422, body: { errors: { 'form[email]': [{ code: 'email', message: 'No.' }] } } }];
    const element = await own();
    fill(element, { 'form[email]': 'ada@example.com', 'form[optin][terms]': true });
    element.querySelector('button')?.click();
    await until(() => element.querySelector('.lead-form-error'));
    equal(element.querySelector('.lead-form-error')?.textContent, 'No.');
    equal(email.name, control(element, 'email').name);
  });

  test('gets its draft back on a page that is opened again', async () => {
    sessionStorage['lead-form:report'] = JSON.stringify({ values: { 'form[email]': ['ada@example.com'] } });
    const body = `<lead-form form="report">${markup}</lead-form><script src="/widget.js?form=report"></script>`;
    const element = await (await openFrame({ body })).drawn();
    await until(() => /We saved what you typed earlier/.test(textOf(element)));
    equal(control(element, 'email').value, 'ada@example.com');
    matches(sessionStorage['lead-form:report'], /ada@example\.com/);
  });

  test('removes no field from other forms of the page', async () => {
    const body = `<lead-form form="report"><form><input name="form[email]" /><button>Go</button></form></lead-form>
      <script src="/widget.js?form=report"></script>`;
    const frame = await openFrame({ body });
    await frame.drawn();
    const other = frame.document.createElement('lead-form');
    other.setAttribute('form', 'report');
    frame.document.body.append(other);
    await until(() => other.state.status === 'ready');
    await other.updateComplete;
    ok(control(other, 'firstName'), 'the field that the first form has not');
  });

  test('keeps no secret in the draft, even one that the definition lacks', async () => {
    const secret = markup.replace('<button>', '<input type="password" name="password" /><button>');
    const fields = [email, field('bankAccount', 'text'), field('accountNumber', 'text')];
    const more = fields.slice(1).map(({ name }) => `<input name="${name}" />`);
    const element = await mount({ fields }, {}, secret.replace('<button>', `${more.join('')}<button>`));
    const secrets = { password: 'hunter2', 'form[bankAccount]': '12345678', 'form[accountNumber]': '12345678' };
    fill(element, { ...secrets, 'form[email]': 'ada@example.com' });
    await until(() => /ada/.test(sessionStorage['lead-form:report'] ?? ''));
    ok(!/hunter2|12345678/.test(sessionStorage['lead-form:report']), 'no secret');
  });

  test('keeps no draft after the thanks, even when submitting left a phone number', async () => {
    const phone = '<form><input name="form[mobile]" /><button>Go</button></form>';
    const element = await mount({ fields: [field('mobile', 'phone')] }, { render: 'light' }, phone);
    fill(element, { 'form[mobile]': '07700 900123' });
    await until(() => sessionStorage.length > 0);
    element.querySelector('button')?.click();
    await until(() => element.state.status === 'submitted');
    leave(control(element, 'mobile'));
    await settle(element);
    equal(sessionStorage.length, 0);
  });

  test('its errors have contrast on a light and on a dark page', async () => {
    const lightness = [];
    for (const colours of ['background: #fff; color: #111', 'background: #111; color: #eee']) {
      document.body.style.cssText = colours;
      const element = await own();
      element.querySelector('button')?.click();
      await until(() => element.querySelector('.lead-form-error'));
      const { color } = getComputedStyle(element.querySelector('.lead-form-error') as Element);
      lightness.push(/oklch\(([\d.]+)/.exec(color)?.[1]);
      element.remove();
    }
    document.body.style.cssText = '';
    equal(lightness, ['0.47', '0.8']);
  });
});

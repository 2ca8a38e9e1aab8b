import type { FieldDefinition } from '../../../worker/protocol/wire.ts';
import { equal, matches, ok } from '../support/assert.ts';
import { email, everyField, field, options } from '../support/definitions.ts';
import { clearPage, control, fill, find, leave, mount, press, settle, until, worker } from '../support/page.ts';

/** Draws these fields, answers and submits. @returns what was sent, or the problem of the first field. */
async function send(fields: FieldDefinition[], answers: Record<string, string | boolean>) {
  const element = await mount({ fields });
  fill(element, answers);
  press(element);
  await until(() => worker.leads.length > 0 || Object.keys(element.problems).length > 0);
  const problem = Object.values(element.problems)[0];
  return problem ? { problem } : { sent: worker.leads[0]?.body };
}

suite('kinds of fields', () => {
  setup(clearPage);

  for (const [value, isRight] of [
    ['ada@example.com', true],
    ['a.b+c@mail.example.co.uk', true],
    ['ada@example', false],
    ['ada example.com', false],
    ['a@b,c.com', false],
  ] as const)
    test(`email “${value}” is ${isRight ? 'accepted' : 'rejected'}`, async () => {
      const { problem } = await send([email], { 'form[email]': value });
      equal(problem === undefined, isRight);
    });

  for (const typed of ['07700 900123', '+49 30 901820', '٠٧٧٠٠٩٠٠١٢٣', '07700–900123'])
    test(`phone “${typed}” is sent as it was typed, with its country`, async () => {
      const { sent } = await send([field('telephone', 'phone')], { 'form[telephone]': typed });
      equal(sent?.get('form[telephone]'), typed);
      equal(sent?.get('form[telephone].country'), 'GB');
    });

  test('a tel accepts any text', async () => {
    const { sent } = await send([field('extension', 'tel')], { 'form[extension]': 'ask for Ada, room 12' });
    equal(sent?.get('form[extension]'), 'ask for Ada, room 12');
  });

  test('a phone in two fields keeps country and number apart', async () => {
    const split = field('telephone', 'phone', {
      fields: [field('telephone][countryCode', 'country'), field('telephone][telephone', 'tel')],
    });
    const { sent } = await send([split], {
      'form[telephone][countryCode]': 'DE',
      'form[telephone][telephone]': '030 901820',
    });
    equal(sent?.get('form[telephone][countryCode]'), 'DE');
    equal(sent?.get('form[telephone][telephone]'), '030 901820');
  });

  test('a country without a number is not an answer', async () => {
    const { sent } = await send([field('telephone', 'phone', { required: false })], {});
    equal(sent?.get('form[telephone]'), '');
    equal(sent?.has('form[telephone].country'), false);
  });

  test('a number with a country code selects its country', async () => {
    const element = await mount({ fields: [field('telephone', 'phone')] });
    fill(element, { 'form[telephone]': '+49 30 901820' });
    leave(control(element, 'telephone'));
    await until(() => find<HTMLSelectElement>(element, 'select').value === 'DE');
  });

  test('a national number is shown in its international form', async () => {
    const element = await mount({ fields: [field('telephone', 'phone')] });
    fill(element, { 'form[telephone]': '07700 900123' });
    leave(control(element, 'telephone'));
    await until(() => element.renderRoot.querySelector('[part="hint"]')?.textContent?.trim() === '+44 7700 900123');
  });

  for (const [type, attributes] of Object.entries({
    email: { type: 'email', inputmode: 'email', autocomplete: 'email' },
    tel: { type: 'tel', inputmode: 'tel', autocomplete: 'tel' },
    url: { type: 'url', inputmode: 'url', autocomplete: 'url' },
    number: { type: 'text', inputmode: 'decimal', autocomplete: null },
  }))
    test(`a field of the kind ${type} has the right inputmode and autocomplete`, async () => {
      const more = { inputmode: attributes.inputmode, autocomplete: attributes.autocomplete ?? undefined };
      const element = await mount({ fields: [field('it', type as FieldDefinition['type'], more as object)] });
      const input = control(element, 'it');
      equal(
        Object.fromEntries(Object.keys(attributes).map((name) => [name, input.getAttribute(name)])),
        attributes as Record<string, string | null>,
      );
    });

  test('the label, the help and the mark of an optional field are always visible', async () => {
    const element = await mount({
      fields: [
        field('company', 'text', { label: 'Company', help: 'As registered.', required: false, placeholder: 'Acme' }),
      ],
    });
    matches(find(element, '[part="label"]').textContent, /^Company \(optional\)$/);
    equal(find(element, '[part="help"]').textContent, 'As registered.');
    equal(control(element, 'company').placeholder, 'Acme');
  });

  test("the phone's country is at first the visitor's", async () => {
    const element = await mount({ fields: [field('telephone', 'phone')], country: 'JP' });
    equal(find<HTMLSelectElement>(element, 'select').value, 'JP');
  });

  test('a date of birth is three inputs and one answer', async () => {
    const answers = { 'form[dob].day': '7', 'form[dob].month': '3', 'form[dob].year': '1985' };
    const { sent } = await send([field('dob', 'dob')], answers);
    equal(sent?.get('form[dob]'), '1985-03-07');
    equal(
      [...(sent?.keys() ?? [])].filter((name) => name.includes('.')),
      [],
    );
  });

  for (const dob of [
    { day: '31', month: '2', year: '1985' },
    { day: '1', month: '1', year: '2999' },
    { day: '1', month: '1', year: '' },
  ])
    test(`no one was born on ${dob.day}/${dob.month}/${dob.year}`, async () => {
      const answers = Object.fromEntries(Object.entries(dob).map(([part, value]) => [`form[dob].${part}`, value]));
      matches((await send([field('dob', 'dob', { required: false })], answers)).problem, /birth/);
    });

  test('a date out of range is rejected, with the limit in words', async () => {
    const fields = [field('start', 'date', { min: '2027-01-31' })];
    const { problem } = await send(fields, { 'form[start]': '2027-01-30' });
    equal(problem, 'Enter January 31, 2027 or a later date.');
  });

  test('a number out of range is rejected, with the limit in words', async () => {
    matches(
      (await send([field('seats', 'number', { min: '1', max: '9' })], { 'form[seats]': '12' })).problem,
      /9 or less/,
    );
  });

  test('a web address needs no scheme', async () => {
    equal((await send([field('website', 'url')], { 'form[website]': 'example.com' })).problem, undefined);
  });

  test('a required radio group must be answered', async () => {
    const industry = field('industry', 'radio', { label: 'Industry', options: options('Retail', 'Finance') });
    matches((await send([industry], {})).problem, /^Industry is required\.$/);
  });

  test('a missing answer has the words of its field, in its error and in the summary', async () => {
    const element = await mount();
    press(element);
    await until(() => element.problems['form[email]']);
    await settle(element);
    equal(element.problems['form[email]'], 'Enter your email address.');
    equal(element.problems['form[lastName]'], 'Enter your last name.');
    const summary = find(element, '[part="summary"]');
    equal(summary.querySelector('p')?.textContent, 'There are 4 problems');
    equal(
      [...summary.querySelectorAll('a')].map((link) => link.textContent),
      Object.values(element.problems),
    );
  });

  test('several boxes send several values', async () => {
    const element = await mount({ fields: [field('interests][', 'checkboxes', { options: options('A', 'B', 'C') })] });
    for (const value of ['A', 'C']) find(element, `[value="${value}"]`).click();
    press(element);
    await until(() => worker.leads.length === 1);
    equal(worker.leads[0]?.body.getAll('form[interests][]'), ['A', 'C']);
  });

  test('countries are named in the language of the form', async () => {
    const element = await mount({ locale: 'de', fields: [field('country', 'country')] });
    matches(find(element, 'select').textContent, /Deutschland/);
    equal(find<HTMLOptionElement>(element, 'option[value="DE"]').label, 'Deutschland');
  });

  test('a text area counts the characters that are left', async () => {
    const element = await mount({ fields: [field('comments', 'textarea', { maxlength: 10 })] });
    fill(element, { 'form[comments]': '12345678' });
    await element.updateComplete;
    matches(element.renderRoot.textContent, /2 characters left/);
  });

  test('the lines of an address are separate fields', async () => {
    const lines = [field('lookup][addressLine1', 'text', { label: 'Line 1' }), field('lookup][postcode', 'text')];
    const { problem } = await send([field('lookup', 'address', { fields: lines })], {
      'form[lookup][postcode]': 'AB1 2CD',
    });
    matches(problem, /Line 1/);
  });

  test('a consent shows its links as links, and no markup', async () => {
    const consent = field('terms', 'consent', {
      text: [
        '<b>I agree</b> to ',
        { text: 'terms', href: 'https://example.com/' },
        { text: 'more', href: 'javascript:alert(1)' },
      ],
    });
    const element = await mount({ fields: [consent] });
    equal(element.renderRoot.querySelectorAll('b').length, 0);
    equal(
      [...element.renderRoot.querySelectorAll('a')].map(({ href }) => href),
      ['https://example.com/'],
    );
    ok(element.renderRoot.textContent?.includes('more'), 'the text of the link that goes nowhere');
  });

  for (const each of everyField())
    test(`a form may have nothing but one field of the kind ${each.type}: ${each.label}`, async () => {
      const among = find(await mount({ fields: everyField() }), `[name^="${each.name}"]`);
      clearPage();
      const alone = find(await mount({ fields: [each] }), `[name^="${each.name}"]`);
      equal([alone.localName, alone.getAttribute('type')], [among.localName, among.getAttribute('type')]);
    });

  test('a simple form loads no feature that it does not use', async () => {
    performance.clearResourceTimings();
    await mount();
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.includes('widget-'));
    equal(
      scripts.map(({ name }) => name),
      [],
    );
  });
});

suite('conditional fields and steps', () => {
  setup(clearPage);
  const conditional = [
    field('role', 'select', { required: false, options: options('Buyer', 'Other') }),
    field('budget', 'text', { showIf: { field: 'form[role]', is: ['Buyer'] } }),
  ];

  test('a hidden field is neither checked nor sent', async () => {
    const { sent } = await send(conditional, { 'form[role]': 'Other' });
    equal(sent?.has('form[budget]'), false);
  });

  test('the answer that shows it makes it required', async () => {
    const element = await mount({ fields: conditional });
    fill(element, { 'form[role]': 'Buyer' });
    await until(() => element.renderRoot.querySelector('[name="form[budget]"]'));
    press(element);
    await until(() => element.problems['form[budget]']);
  });

  test('a space after the answer, which phone keyboards add, changes nothing', async () => {
    const budget = field('budget', 'text', { showIf: { field: 'form[role]', is: ['Buyer'] } });
    const element = await mount({ fields: [field('role', 'text'), budget] });
    fill(element, { 'form[role]': 'Buyer ' });
    await until(() => element.renderRoot.querySelector('[name="form[budget]"]'));
  });

  test('a field that depends on a hidden field is hidden too', async () => {
    const element = await mount({
      fields: [...conditional, field('currency', 'text', { showIf: { field: 'form[budget]', is: ['*'] } })],
    });
    fill(element, { 'form[role]': 'Buyer' });
    await until(() => element.renderRoot.querySelector('[name="form[budget]"]'));
    fill(element, { 'form[budget]': '100' });
    await until(() => element.renderRoot.querySelector('[name="form[currency]"]'));
    fill(element, { 'form[role]': 'Other' });
    await until(() => !element.renderRoot.querySelector('[name="form[budget]"]'));
    equal(element.renderRoot.querySelector('[name="form[currency]"]'), null);
  });

  test('a step is checked before the next; the last one sends all', async () => {
    const element = await mount({ steps: ['You', 'Work'], fields: [email, field('job', 'text', { step: 2 })] });
    press(element);
    await until(() => element.problems['form[email]']);
    fill(element, { 'form[email]': 'ada@example.com' });
    press(element);
    await until(() => (element.renderRoot as ShadowRoot).activeElement?.tagName === 'H3');
    matches((element.renderRoot as ShadowRoot).activeElement?.textContent, /Step 2 of 2\s+Work/);
    fill(element, { 'form[job]': 'Engineer' });
    press(element);
    await until(() => worker.leads.length === 1);
    equal(worker.leads[0]?.body.get('form[email]'), 'ada@example.com');
    equal(worker.leads[0]?.body.get('form[job]'), 'Engineer');
  });

  test('a double click on Next does not submit the last step', async () => {
    const element = await mount({ fields: [email, field('job', 'text', { step: 2, required: false })] });
    fill(element, { 'form[email]': 'ada@example.com' });
    press(element);
    await until(() => element.renderRoot.querySelector('.back'));
    const click = (detail: number) =>
      find(element, '[part="submit"]').dispatchEvent(
        new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, detail }),
      );
    equal(click(2), false);
    equal(click(1), true);
    await until(() => worker.leads.length === 1);
  });

  test('back keeps what was typed', async () => {
    const element = await mount({ fields: [email, field('job', 'text', { step: 2 })] });
    fill(element, { 'form[email]': 'ada@example.com' });
    press(element);
    await until(() => element.renderRoot.querySelector('.back'));
    find(element, '.back').click();
    await until(() => !element.renderRoot.querySelector('.back'));
    equal(find<HTMLInputElement>(element, '[name="form[email]"]').value, 'ada@example.com');
  });

  test('an error in an earlier step leads back to that step', async () => {
    worker.answers = [{ status: 422, body: { errors: { 'form[email]': [{ code: 'email', message: 'No.' }] } } }];
    const element = await mount({ fields: [email, field('job', 'text', { step: 2, required: false })] });
    fill(element, { 'form[email]': 'ada@example.com' });
    press(element);
    await until(() => element.renderRoot.querySelector('.back'));
    find(element, 'button[part="submit"]').click();
    await until(() => (element.renderRoot as ShadowRoot).activeElement?.getAttribute('name') === 'form[email]');
  });
});

import type { LeadForm } from '../../../widget/lead-form.ts';
import { getUsedMessages } from '../../../worker/forms/language/used-messages.ts';
import { equal, matches } from '../support/assert.ts';
import { email, field, simpleFields } from '../support/definitions.ts';
import { clearPage, control, fill, find, leave, mount, settle, textOf, until } from '../support/page.ts';

async function type(element: LeadForm, answers: Record<string, string>): Promise<void> {
  fill(element, answers);
  // The hints are loaded at the first input.
  await until(() => sessionStorage.length > 0);
  for (const name of Object.keys(answers)) leave(find(element, `[name="${name}"]`));
  await settle(element);
}

const hintOf = (element: LeadForm) =>
  element.renderRoot.querySelector('[part="hint"]')?.textContent?.replace(/\s+/g, ' ').trim();

suite('hints while typing', () => {
  setup(clearPage);

  for (const [typed, meant] of [
    ['ada@gmial.com', 'ada@gmail.com'],
    ['ada@gmail.co', 'ada@gmail.com'],
    ['ada@hotnail.com', 'ada@hotmail.com'],
    ['ada@outlok.com', 'ada@outlook.com'],
    ['ada@yahooo.com', 'ada@yahoo.com'],
  ] as const)
    test(`“${typed}” was probably meant as “${meant}”`, async () => {
      const element = await mount({ fields: [email] });
      await type(element, { 'form[email]': typed });
      matches(hintOf(element), new RegExp(`Did you mean ${meant}`));
      find(element, '[part="hint"] button').click();
      equal(control(element, 'email').value, meant);
      await element.updateComplete;
      equal(hintOf(element), undefined);
    });

  for (const typed of ['ada@gmail.com', 'ada@example.com', 'ada@mail.com', 'ada@company.io', 'ada@ymail.com'])
    test(`“${typed}” is left alone`, async () => {
      const element = await mount({ fields: [email] });
      await type(element, { 'form[email]': typed });
      equal(hintOf(element), undefined);
    });

  test('the same first and last name brings up a question, and can be sent', async () => {
    const element = await mount({ fields: simpleFields() });
    await type(element, { 'form[firstName]': 'Ada', 'form[lastName]': 'ada' });
    matches(hintOf(element), /are the same/);
    find(element, '[part="hint"] button').click();
    await element.updateComplete;
    equal(hintOf(element), undefined);
  });

  /** Answers that Convertr's quality checks may reject. */
  const doubtful: [answer: Record<string, string>, question: RegExp][] = [
    [{ 'form[company]': 'aaaa' }, /repeated/],
    [{ 'form[company]': 'just a TEST' }, /looks like a test/],
    [{ 'form[firstName]': 'Ada', 'form[lastName]': 'ada' }, /are the same/],
  ];
  for (const [answers, question] of doubtful) {
    const fields = () => [...simpleFields(), field('company', 'text')];
    test(`${JSON.stringify(answers)} is asked about where the form asks, and only there`, async () => {
      const asking = await mount({ fields: fields() });
      await type(asking, answers);
      matches(hintOf(asking), question);
      asking.remove();
      sessionStorage.clear();
      const quiet = await mount({
        fields: fields(),
        messages: getUsedMessages('en', fields(), { qualityQuestions: false }),
      });
      await type(quiet, answers);
      equal(hintOf(quiet), undefined);
    });
  }

  test('a question is announced, and its answer returns the focus to the field', async () => {
    const element = await mount({ fields: [email] });
    await type(element, { 'form[email]': 'ada@gmial.com' });
    matches(find(element, '.away[role="status"]').textContent, /Did you mean ada@gmail\.com\?/);
    find(element, '[part="hint"] button').click();
    await until(() => (element.renderRoot as ShadowRoot).activeElement === control(element, 'email'));
  });

  test('two copies of a form on one page both have hints', async () => {
    const [first, second] = [await mount({ fields: [email] }), await mount({ fields: [email] })];
    await type(first, { 'form[email]': 'ada@example.com' });
    fill(second, { 'form[email]': 'ada@gmial.com' });
    await until(() => second.features.some(({ keepDraft }) => keepDraft));
    leave(control(second, 'email'));
    await settle(second);
    matches(hintOf(second), /Did you mean/);
  });

  test('the hint describes its field', async () => {
    const element = await mount({ fields: [email] });
    await type(element, { 'form[email]': 'ada@gmial.com' });
    const described = control(element, 'email').getAttribute('aria-describedby')?.split(' ') ?? [];
    matches(described.map((id) => find(element, `#${id}`).textContent).join(), /Did you mean/);
    matches(textOf(element), /Did you mean/);
  });
});

suite('what a tab keeps', () => {
  setup(clearPage);

  const key = 'lead-form:report';
  const kept = () => JSON.parse(sessionStorage[key] ?? 'null');
  const typed = { 'form[firstName]': 'Ada', 'form[email]': 'ada@example.com' };

  /** Types, and waits until a draft would have been kept. */
  async function enter(element: LeadForm, answers: Record<string, string>): Promise<void> {
    fill(element, answers);
    await until(() => element.features.some(({ keepDraft }) => keepDraft));
    fill(element, answers);
  }

  test('is nothing with draft="off", nor what was kept before', async () => {
    sessionStorage[key] = JSON.stringify({ values: { 'form[email]': ['old@example.com'] }, at: Date.now() });
    const element = await mount({}, { draft: 'off' });
    await enter(element, typed);
    equal(kept(), null);
    equal(element.values['form[email]'], ['ada@example.com']);
  });

  test('never is a field that the form marks as sensitive', async () => {
    const fields = simpleFields().map((field) =>
      field.name === 'form[email]' ? { ...field, sensitive: true as const } : field,
    );
    const element = await mount({ fields });
    await enter(element, typed);
    equal(kept().values, { 'form[firstName]': ['Ada'] });
  });

  test('never is a sensitive line of an address', async () => {
    const lines = [field('lookup][addressLine1', 'text', { sensitive: true }), field('lookup][postcode', 'text')];
    const element = await mount({ fields: [field('lookup', 'address', { fields: lines })] });
    await enter(element, { 'form[lookup][addressLine1]': '12 Harbour Street', 'form[lookup][postcode]': 'BS1 4RN' });
    equal(kept().values, { 'form[lookup][postcode]': ['BS1 4RN'] });
  });

  test('is gone after 30 minutes without an edit, at the next visit', async () => {
    for (const [minutes, expected] of [
      [29, 'Ada'],
      [31, ''],
    ] as const) {
      const at = Date.now() - minutes * 60_000;
      sessionStorage[key] = JSON.stringify({ values: { 'form[firstName]': ['Ada'] }, at });
      const element = await mount();
      await until(() => element.features.some(({ keepDraft }) => keepDraft));
      await element.updateComplete;
      equal(find<HTMLInputElement>(element, '[name="form[firstName]"]').value, expected);
      equal(Boolean(kept()?.values['form[firstName]']), Boolean(expected));
      clearPage();
    }
  });

  test('is gone after 30 minutes without an edit, while the page stays open', async () => {
    const element = await mount();
    await until(() => element.state.status === 'ready');
    const { setTimeout: real } = window;
    const late: [() => void, number][] = [];
    window.setTimeout = ((run: () => void, ms: number) =>
      ms >= 60_000 ? late.push([run, ms]) : real(run, ms)) as typeof setTimeout;
    try {
      await enter(element, typed);
      equal(kept().values['form[firstName]'], ['Ada']);
    } finally {
      window.setTimeout = real;
    }
    equal(late.at(-1)?.[1], 30 * 60_000);
    late.at(-1)?.[0]();
    equal(kept(), null);
  });

  test('is each element’s own when two have one form', async () => {
    const [top, bottom] = [await mount(), await mount()];
    await enter(top, { 'form[firstName]': 'Ada' });
    await enter(bottom, { 'form[firstName]': 'Grace' });
    top.remove();
    bottom.remove();
    const again = [await mount(), await mount()];
    const nameIn = (element: LeadForm | undefined) => element?.values['form[firstName]']?.[0];
    await until(() => nameIn(again[0]) && nameIn(again[1]));
    equal(again.map(nameIn), ['Ada', 'Grace']);
  });
});

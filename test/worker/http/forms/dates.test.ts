import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, stubConvertr } from '../support/convertr.ts';
import { ANSWERS, admin, ask, ORIGIN, rowsOf, saveForm, submit } from '../support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const headers = { Accept: 'text/html,*/*;q=0.8', Origin: ORIGIN };
const PARTS = ['day', 'month', 'year'];
const valueIn = (page: string, part: string) =>
  new RegExp(`name="form\\[dob\\]\\.${part}"[^>]*?value="([^"]*)"`).exec(page)?.[1];
const saveDate = (type: string, required: boolean) =>
  saveForm({
    formId: 23,
    fields: [
      { name: 'form[dob]', type, required },
      { name: 'form[optin][terms]', type: 'checkbox' },
    ],
  });

describe.each(['date', 'dob'])('a field of the type %s, without a script', (type) => {
  test.each([true, false])('half typed, is asked for again with what was typed; required: %s', async (required) => {
    const form = await saveDate(type, required);
    expect(valueIn(await (await ask(`/f/${form}`)).text(), 'day')).toBe('');
    const half = { 'form[dob].day': '17', 'form[dob].month': '5', 'form[dob].year': '' };
    const response = await submit(form, { headers, answers: { ...ANSWERS, ...half } });
    const page = await response.text();
    expect(response.status).toBe(422);
    expect(page).toMatch(/Enter a day, a month and a year|Enter the day, month and year of your birth/);
    expect(PARTS.map((part) => valueIn(page, part))).toEqual(['17', '05', '']);
    expect(await rowsOf(form)).toEqual([]);
  });

  test('is sent once it is complete, and left out when it is blank', async () => {
    const form = await saveDate(type, false);
    const whole = { 'form[dob].day': '17', 'form[dob].month': '5', 'form[dob].year': '1984' };
    const blank = Object.fromEntries(Object.keys(whole).map((name) => [name, '']));
    for (const parts of [whole, blank])
      await submit(form, { headers, answers: { ...ANSWERS, 'form[optin][terms]': '1', ...parts } });
    expect(convertr.leads.map(({ body }) => body.get('form[dob]'))).toEqual(['1984-05-17', null]);
  });

  test('posted in one input of somebody’s own markup, it is shown in three', async () => {
    const form = await saveDate(type, false);
    const answers = { ...ANSWERS, 'form[dob]': '17 May 1984', 'form[email]': '' };
    const page = await (await submit(form, { headers, answers })).text();
    expect(PARTS.map((part) => valueIn(page, part))).toEqual(['17', '05', '1984']);
  });

  test('is three inputs in the form’s plain HTML, too', async () => {
    const answer = await admin(`forms/${await saveDate(type, true)}/html`);
    const { html } = (await answer.json()) as { html: string };
    expect(PARTS.map((part) => valueIn(html, part))).toEqual(['', '', '']);
    expect(html).not.toContain('type="date"');
  });
});

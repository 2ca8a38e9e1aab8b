import { expect, test } from 'vitest';
import { ANSWERS, account, lead, newId, setUp, submit } from '../support/account.ts';
import { FIELDS, REFUSED } from '../support/convertr.ts';

const context = setUp();
const PHONE = 'form[telephone]';
function addField(): void {
  context.convertr.behaviour.fields = () =>
    Response.json([{ formId: 35, formName: 'Simple', fields: [...FIELDS, PHONE] }]);
  context.convertr.behaviour.leads = ({ body }) =>
    body.has(PHONE) ? undefined : REFUSED({ telephone: { errors: ['This value should not be blank.'] } });
}

test('a field that the list did not have yet is sent after all, when the visitor had posted it', async () => {
  await submit();
  addField();
  const submission = newId();
  const posted = { ...ANSWERS, [PHONE]: '07700 900123' };
  expect(await submit({ submission, answers: ANSWERS, posted })).toMatchObject({ kind: 'delivered' });
  expect(context.convertr.leads.at(-1)?.answers).toMatchObject({ [PHONE]: '07700 900123' });
  expect((await lead(submission)).answers).toMatchObject({ [PHONE]: '07700 900123' });
});

test('otherwise the refusal names it, and the campaign’s list has it immediately', async () => {
  await submit();
  addField();
  expect(await submit()).toEqual({ kind: 'refused', fields: [{ name: PHONE, code: 'required' }] });
  expect((await account().campaign(1234))?.forms[0]?.fields).toContain(PHONE);
});

import { expect, test } from 'vitest';
import { resolveForm } from '../../../worker/forms/form.ts';
import { fakeConvertr, sendLead } from './support/convertr.ts';

const client = (status: number, body: string) => fakeConvertr(() => new Response(body, { status })).client;
const json = (body: unknown) => JSON.stringify(body);
const CREATED = json({ data: 4711, message: 'Model was created successfully' });
const NOTICE = '<br />\n<b>Notice</b>: Undefined index: {utm} in <b>/srv/Lead.php</b> on line <b>7</b><br />\n';

test.each([
  ['before', `${NOTICE}${CREATED}`],
  ['after', `${CREATED}${NOTICE}`],
  ['before and after', `${NOTICE}${CREATED}${NOTICE}`],
])('a 201 with a notice %s its JSON is a delivery', async (_, body) => {
  expect(await client(201, body).sendLead('t', { formId: 1, campaignId: 2, answers: {} })).toEqual({
    kind: 'delivered',
    leadId: 4711,
  });
});

test.each([NOTICE, `${NOTICE}{"data":"4711"}`, '{{{{{{{{', `${'{'.repeat(100_000)}}`])(
  'a 201 with no JSON that has an integer id is not: %#',
  async (body) => {
    const outcome = await client(201, body).sendLead('t', { formId: 1, campaignId: 2, answers: {} });
    expect(outcome).toEqual({ kind: 'unexpected', status: 201 });
  },
);

test('a 400 with a flat list is read as the tree is', async () => {
  const data = [
    { message: 'This form should not contain extra fields.' },
    { fieldName: 'form[x]', message: '' },
    { fieldName: 'form[email]', message: 'Not a valid email.' },
  ];
  expect(await sendLead(400, { code: 400, message: 'Validation failed', data })).toEqual({
    kind: 'refused',
    refusal: {
      extraFields: true,
      form: ['This form should not contain extra fields.'],
      fields: { 'form[x]': [''], 'form[email]': ['Not a valid email.'] },
    },
  });
});

test('401 "Access denied." is a refused token', async () => {
  expect(await sendLead(401, { code: 401, message: 'Access denied.' })).toEqual({ kind: 'unauthorized' });
});

test('a page in the place of a lead’s result is no verdict', async () => {
  expect(await client(200, '\n<!doctype html><title>Sign in</title>').leadResult('t', 1)).toEqual({ kind: 'pending' });
});

test('fields may be objects: hidden ones are not drawn, required ones are required', async () => {
  const fields = [
    { key: 'form[email]', hidden: false, required: true },
    { key: 'form[company]', hidden: false, required: true },
    { key: 'form[source]', hidden: true, required: false },
    'form[promotion]',
  ];
  const answer = await client(200, json([{ formId: 35, formName: 'Simple', fields }])).fields('t', 1);
  const [form] = answer.kind === 'fields' ? answer.forms : [];
  expect(form).toEqual({
    formId: 35,
    formName: 'Simple',
    fields: ['form[email]', 'form[company]', 'form[source]', 'form[promotion]'],
    hidden: ['form[source]'],
    required: ['form[email]', 'form[company]'],
  });
  const config = { enterprise: 'acme', campaignId: 1, formId: 35, origins: [] };
  const resolved = resolveForm({ config, listed: form?.fields ?? null, hints: form, locale: 'en' });
  expect(resolved.fields.map(({ name, required }) => [name, required])).toEqual([
    ['form[email]', true],
    ['form[company]', true],
    ['form[promotion]', false],
  ]);
});

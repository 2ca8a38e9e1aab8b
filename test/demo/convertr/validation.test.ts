import { expect, test } from 'vitest';
import { ADA, ADVANCED, LEADS, startSimulator } from './support.ts';

const EXTRA = 'This form should not contain extra fields.';

async function refuse(body: string | Record<string, string>, path = LEADS, headers: Record<string, string> = {}) {
  const sim = await startSimulator();
  const response = await sim.post(path, body, { Authorization: `Bearer ${await sim.token()}`, ...headers });
  expect(response.status).toBe(400);
  expect(await sim.leads()).toEqual([]);
  const { errors, ...rest } = await response.json();
  expect(rest).toEqual({ code: 400, message: 'Validation Failed' });
  return errors;
}

test('fails the whole lead for one field that the form does not have, in the vendor’s words', async () => {
  expect(await refuse({ ...ADA, 'form[company]': 'Analytical Engines' })).toEqual({
    errors: [EXTRA],
    children: { firstName: [], email: [], lastName: [] },
  });
});

test('finds extra fields in a part of a form, and reports them at the root', async () => {
  const { errors, children } = await refuse({ ...ADA, 'form[lookup][city]': 'London' }, ADVANCED);
  expect(errors).toEqual([EXTRA]);
  expect(children.lookup).toEqual({
    children: { addressLine1: [], addressLine2: [], addressLine3: [], addressLine4: [], postcode: [] },
  });
});

test('names each failing child, but not the root', async () => {
  const body = { 'form[firstName]': '  ', 'form[lastName]': 'B'.repeat(256), 'form[email]': 'ada@localhost' };
  expect(await refuse(body)).toEqual({
    children: {
      firstName: { errors: ['This value should not be blank.'] },
      email: { errors: ['This value is not a valid email address.'] },
      lastName: { errors: ['This value is too long. It should have 255 characters or less.'] },
    },
  });
});

test('counts characters, not bytes', async () => {
  const sim = await startSimulator();
  const name = Array.from({ length: 255 }, (_, index) => '🎈🌍'.slice((index % 2) * 2, (index % 2) * 2 + 2)).join('');
  expect((await sim.lead(await sim.token(), { ...ADA, 'form[firstName]': name })).status).toBe(201);
});

test('accepts choices exactly', async () => {
  const body = `${new URLSearchParams(ADA)}&form[title]=mr&form[industry]=Space&form[interests][]=Reporting&form[interests][]=reporting&form[optin][contactTypes][]=Fax`;
  const { children } = await refuse(body, ADVANCED);
  const invalid = { errors: ['The selected choice is invalid.'] };
  expect(children).toMatchObject({ title: invalid, industry: invalid, interests: invalid });
  expect(children.optin).toEqual({ children: { terms: [], contactTypes: invalid } });
});

test('objects to a list where it expects a text, and to a text where it expects parts', async () => {
  const { children } = await refuse(`${new URLSearchParams(ADA)}&form[firstName][]=Ada`);
  expect(children.firstName).toEqual({ errors: ['This value is not valid.'] });
  const { errors } = await refuse({ ...ADA, 'form[lookup]': 'Baker Street' }, ADVANCED);
  expect(errors).toEqual(['This value is not valid.']);
});

test.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', 'x-www-form-urlencoded'])(
  'sees an empty form in a body of type %s',
  async (type) => {
    const errors = await refuse(JSON.stringify(ADA), LEADS, { 'Content-Type': type });
    const blank = { errors: ['This value should not be blank.'] };
    expect(errors).toEqual({ children: { firstName: blank, email: blank, lastName: blank } });
  },
);

test('ignores names outside the form', async () => {
  const sim = await startSimulator();
  const response = await sim.lead(await sim.token(), { ...ADA, utm_source: 'x', 'forms[email]': 'y', form_email: 'z' });
  expect(response.status).toBe(201);
  expect((await sim.leads())[0]?.answers).toEqual(ADA);
});

test('lists errors flat if configured', async () => {
  const sim = await startSimulator();
  await sim.set('settings', { validationErrors: 'list' });
  const answers = { ...ADA, 'form[email]': 'x', 'form[company]': 'y', 'form[lookup][postcode]': 'z'.repeat(256) };
  const response = await sim.lead(await sim.token(), { ...answers, 'form[lookup][city]': '' }, ADVANCED);
  expect([response.status, await response.json()]).toEqual([
    400,
    {
      code: 400,
      message: 'Validation failed',
      data: [
        { message: EXTRA },
        { fieldName: 'form[email]', message: 'This value is not a valid email address.' },
        {
          fieldName: 'form[lookup][postcode]',
          message: 'This value is too long. It should have 255 characters or less.',
        },
      ],
    },
  ]);
});

async function sendMultipart(form: FormData) {
  const sim = await startSimulator();
  const headers = { Authorization: `Bearer ${await sim.token()}` };
  const response = await fetch(sim.url + ADVANCED, { method: 'POST', body: form, headers });
  return { response, leads: await sim.leads() };
}

function toForm(answers: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(answers)) form.append(name, value);
  return form;
}

test('accepts a lead as multipart/form-data, as PHP does', async () => {
  const answers = { ...ADA, 'form[comments]': 'a&b=c+d%20\r\n🎈', 'form[lookup][postcode]': 'NW1 6XE' };
  const form = toForm(answers);
  form.append('form[interests][]', 'Security');
  form.append('form[interests][]', 'Reporting');
  const { response, leads } = await sendMultipart(form);
  expect(response.status).toBe(201);
  expect(leads[0]?.answers).toEqual({ ...answers, 'form[interests][]': ['Security', 'Reporting'] });
});

test('does not accept a file as a text', async () => {
  const form = toForm(ADA);
  form.append('form[company]', new Blob(['x']), 'x.txt');
  const { response, leads } = await sendMultipart(form);
  expect([response.status, leads]).toEqual([400, []]);
  const { errors } = (await response.json()) as { errors: { children: unknown } };
  expect(errors.children).toMatchObject({ company: { errors: ['This value is not valid.'] } });
});

test('requires a field that was added as required', async () => {
  const sim = await startSimulator();
  const token = await sim.token();
  await sim.campaign('acme/1234', { fields: { 35: ['form[email]', { key: 'form[size]', required: true }] } });
  const email = { 'form[email]': 'ada@example.com' };
  const refused = await sim.lead(token, email);
  expect([refused.status, (await refused.json()).errors.children]).toEqual([
    400,
    { email: [], size: { errors: ['This value should not be blank.'] } },
  ]);
  expect((await sim.lead(token, { ...email, 'form[size]': '10-49' })).status).toBe(201);
});

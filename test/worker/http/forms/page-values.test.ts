import { beforeEach, describe, expect, test } from 'vitest';
import type { SubmitRequest } from '../../../../worker/account-api.ts';
import { type Convertr, stubConvertr } from '../support/convertr.ts';
import { ANSWERS, admin, ask, ORIGIN, PAGE, rowsOf, saveForm, submit } from '../support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
  convertr.fields[43] = [...Object.keys(ANSWERS), 'form[sub]', 'form[partner]', 'form[cert]'];
});

const FIELDS = [
  { name: 'form[sub]', type: 'hidden', from: 'query:sid', report: true },
  { name: 'form[partner]', type: 'hidden', from: 'page:partner-id' },
  { name: 'form[cert]', type: 'hidden', from: 'input:xxTrustedFormCertUrl' },
];
const save = (more: Record<string, unknown> = {}) =>
  saveForm({ campaignId: 7043, formId: 43, fields: FIELDS, ...more });
const define = async (form: string) => (await ask(`/v1/forms/${form}`, { headers: { Origin: PAGE } })).json();
const lastLead = () => Object.fromEntries(convertr.leads.at(-1)?.body ?? []);

const GIVEN = {
  page: `${PAGE}/?sid=42`,
  'page[partner-id]': 'p-7',
  'input[xxTrustedFormCertUrl]': 'https://cert.example.com/abc',
};

describe('values from the page', () => {
  test('are listed in the definition, with the feature that sends them', async () => {
    expect(await define(await save())).toMatchObject({
      pageValues: ['partner-id'],
      inputs: ['xxTrustedFormCertUrl'],
      features: ['page-values'],
    });
    const without = await define(await save({ fields: FIELDS.slice(0, 1) }));
    for (const key of ['pageValues', 'inputs', 'features']) expect(without).not.toHaveProperty(key);
  });

  test('reach Convertr, and others do not', async () => {
    const form = await save();
    const answers = { ...ANSWERS, ...GIVEN, 'page[other]': 'x', 'input[other]': 'y', 'form[sub]': 'forged' };
    expect((await submit(form, { answers })).status).toBe(201);
    expect(lastLead()).toMatchObject({
      'form[sub]': '42',
      'form[partner]': 'p-7',
      'form[cert]': 'https://cert.example.com/abc',
    });
    expect(JSON.stringify(lastLead())).not.toMatch(/"[xy]"|forged/);
  });

  test('do not distinguish a repetition from another submission', async () => {
    const form = await save();
    const submission = crypto.randomUUID();
    expect((await submit(form, { answers: { ...ANSWERS, ...GIVEN }, submission })).status).toBe(201);
    const later = { ...ANSWERS, ...GIVEN, 'input[xxTrustedFormCertUrl]': 'https://cert.example.com/later' };
    const again = await submit(form, { answers: later, submission });
    expect(again.status).toBe(200);
    expect(convertr.leads).toHaveLength(1);
  });

  test('come from the first page where the form asks for the first touch, else from the current one', async () => {
    const visit = { page: `${PAGE}/b?sid=2`, landing: `${PAGE}/a?sid=1` };
    for (const [touch, sub] of Object.entries({ first: '1', last: '2' })) {
      expect((await submit(await save({ touch }), { answers: { ...ANSWERS, ...visit } })).status).toBe(201);
      expect(lastLead()['form[sub]']).toBe(sub);
    }
  });

  test('are kept with the lead where Convertr has no field for them', async () => {
    convertr.fields[44] = Object.keys(ANSWERS);
    const form = await save({ campaignId: 7044, formId: 44 });
    const { submission } = (await (await submit(form, { answers: { ...ANSWERS, ...GIVEN } })).json()) as {
      submission: string;
    };
    expect(lastLead()).not.toHaveProperty('form[cert]');
    expect((await rowsOf(form))[0]?.flags).toEqual(['drift']);
    const lead = (await (await admin(`leads/acme/${submission}`)).json()) as { answers: Record<string, string> };
    expect(lead.answers).toMatchObject({ 'form[cert]': 'https://cert.example.com/abc', 'form[sub]': '42' });
  });

  test('give the account the report’s value', async () => {
    const form = await save();
    const asked: SubmitRequest[] = [];
    const object = {
      campaign: async () => undefined,
      submit: async (request: SubmitRequest) => {
        asked.push(request);
        return { kind: 'queued', channel: request.channel, replayed: false };
      },
    };
    const ACCOUNTS = { idFromName: () => 'id', get: () => object } as never;
    expect((await submit(form, { answers: { ...ANSWERS, ...GIVEN }, vars: { ACCOUNTS } })).status).toBe(202);
    expect(asked[0]?.reportValue).toBe('42');
    expect((await submit(form, { vars: { ACCOUNTS } })).status).toBe(202);
    expect(asked[1]).not.toHaveProperty('reportValue');
  });

  test('come from the hosted page’s own address', async () => {
    const form = await save();
    const page = await (await ask(`/f/${form}?sid=hosted`)).text();
    const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const envelope = Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]));
    const answers = { ...envelope, ...ANSWERS };
    expect((await submit(form, { answers, headers: { Origin: ORIGIN, Accept: 'text/html' } })).status).toBe(303);
    expect(lastLead()['form[sub]']).toBe('hosted');
  });
});

test('a hidden field that never gets a value is saved with a warning, which the preview gives before', async () => {
  const json = { enterprise: 'acme', campaignId: 7043, formId: 43, origins: [], fields: FIELDS };
  const warnings = [
    { path: 'fields[1]', message: expect.stringContaining('never gets a value') },
    { path: 'fields[2]', message: expect.stringContaining('never gets a value') },
  ];
  expect(await (await admin('preview', { method: 'POST', json })).json()).toMatchObject({ faults: [], warnings });
  const saved = await admin(`forms/warned-${crypto.randomUUID()}`, { method: 'PUT', json });
  expect(saved.status).toBe(201);
  expect(await saved.json()).toMatchObject({ warnings });
});

test('a form has one column in reports', async () => {
  const fields = FIELDS.map((field) => ({ ...field, report: true }));
  const json = { enterprise: 'acme', campaignId: 7043, formId: 43, origins: [], fields };
  const refused = await admin(`forms/two-${crypto.randomUUID()}`, { method: 'PUT', json });
  expect(refused.status).toBe(422);
  const { faults } = (await refused.json()) as { faults: { path: string }[] };
  expect(faults.map(({ path }) => path)).toEqual(['fields[1].report', 'fields[2].report']);
});

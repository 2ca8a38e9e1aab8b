import { expect, test } from 'vitest';
import { ADA, ADVANCED, LEADS, startSimulator } from './support.ts';

const NOT_FOUND = { code: 404, message: 'Not Found' };
const LINK_NOT_FOUND = { code: 404, message: 'Campaign Link not found' };

test('lists the fields of a campaign’s forms only by name', async () => {
  const sim = await startSimulator();
  const forms = await (await sim.get('/api/v2.4/publisher/fields/1234', await sim.token())).json<
    { formId: number; fields: string[] }[]
  >();
  expect(forms).toHaveLength(2);
  expect(forms[0]).toEqual({
    fields: ['form[firstName]', 'form[email]', 'form[lastName]', 'form[submit]'],
    formId: 35,
    formName: 'Acme Campaign - Simple Form',
  });
  expect(forms[1]).toMatchObject({ formId: 23, formName: 'Acme Campaign - Advanced Form' });
  expect(forms[1]?.fields).toContain('form[optin][contactTypes][]');
});

test('lists the links of a campaign', async () => {
  const sim = await startSimulator();
  const links = await (await sim.get('/api/v2.4/publisher/links/1234', await sim.token())).json<{ id: number }[]>();
  expect(links.map(({ id }) => id)).toEqual([25, 26, 30]);
  expect(links[2]).toEqual({
    channel: 'Display',
    destination: 'https://convertrforms.cvtr.io/acme-campaign-display?template=1&wp=4',
    id: 30,
    name: 'acme-campaign-display',
  });
});

test('accepts a lead and keeps its answers as they were sent', async () => {
  const sim = await startSimulator({ now: () => Date.UTC(2027, 0, 31, 12) });
  const answers = { 'form[firstName]': ' Zoë ', 'form[lastName]': 'O’Hara & 🎈', 'form[email]': 'zoe+a@example.com' };
  const response = await sim.lead(await sim.token(), { ...answers, 'form[submit]': 'true' }, `${LEADS}?linkId=25`);
  expect(response.status).toBe(201);
  expect(await sim.leads()).toEqual([
    {
      id: (await response.json()).data,
      enterprise: 'acme',
      campaignId: 1234,
      formId: 35,
      linkId: 25,
      answers: { ...answers, 'form[submit]': 'true' },
      verdict: 'pending',
      at: '2027-01-31T12:00:00.000Z',
    },
  ]);
});

test('keeps lists as lists and any ticked box as true', async () => {
  const sim = await startSimulator();
  const body = `${new URLSearchParams(ADA)}&form[interests][]=Security&form[interests][]=Reporting&form[optin][contactTypes][]=sms&form[optin][terms]=false`;
  expect((await sim.lead(await sim.token(), body, ADVANCED)).status).toBe(201);
  expect((await sim.leads())[0]?.answers).toEqual({
    ...ADA,
    'form[interests][]': ['Security', 'Reporting'],
    'form[optin][contactTypes][]': ['sms'],
    'form[optin][terms]': 'true',
  });
});

test('confirms a lead in both ways seen, in turn or as configured', async () => {
  const sim = await startSimulator();
  const token = await sim.token();
  const send = async () => (await sim.lead(token, ADA)).json();
  const bodies = [await send(), await send()].sort((a, b) => a.message.localeCompare(b.message));
  expect(bodies).toEqual([
    { data: expect.any(Number), message: 'Lead was created successfully', status: 201 },
    { data: expect.any(Number), message: 'Model was created successfully' },
  ]);
  await sim.set('settings', { createdBody: 'documented' });
  expect([(await send()).status, (await send()).status]).toEqual([201, 201]);
  await sim.set('settings', { createdBody: 'seen' });
  expect([(await send()).status, (await send()).status]).toEqual([undefined, undefined]);
});

test('only knows publisher, forms and campaigns of the user who logged in', async () => {
  const sim = await startSimulator();
  const [acme, globex] = [await sim.token(), await sim.token('globex')];
  for (const path of [
    LEADS.replace('publisher/12', 'publisher/34'),
    LEADS.replace('forms/35', 'forms/36'),
    LEADS.replace('campaign/1234', 'campaign/77'),
    LEADS.replace('campaign/1234', 'campaign/x'),
  ]) {
    const response = await sim.lead(acme, ADA, path);
    expect(response.status, path).toBe(404);
    expect(await response.json()).toEqual(NOT_FOUND);
  }
  expect((await sim.get('/api/v2.4/publisher/fields/1234', globex)).status).toBe(404);
  expect((await sim.get('/api/v2.4/publisher/links/1234', globex)).status).toBe(404);
  const { data } = await (await sim.lead(acme, ADA)).json();
  expect((await sim.get(`/api/v2.1/publisher/12/lead-result/${data}`, globex)).status).toBe(404);
  expect((await sim.get(`/api/v2.1/publisher/34/lead-result/${data}`, globex)).status).toBe(404);
});

test('accepts a lead without a link, but none with a blank or foreign one', async () => {
  const sim = await startSimulator();
  const token = await sim.token();
  for (const query of ['linkId=', 'linkId=27', 'linkId=x', 'linkId=25&linkId=']) {
    const response = await sim.lead(token, ADA, `${LEADS}?${query}`);
    expect(response.status, query).toBe(404);
    expect(await response.json()).toEqual(LINK_NOT_FOUND);
  }
  expect((await sim.lead(token, ADA)).status).toBe(201);
  expect((await sim.leads()).map(({ linkId }) => linkId)).toEqual([null]);
});

test.each(['before', 'after'] as const)('prints a notice %s the JSON of a 201 if configured', async (createdNotice) => {
  const sim = await startSimulator();
  await sim.set('settings', { createdNotice });
  const response = await sim.lead(await sim.token(), ADA);
  const text = await response.text();
  expect(response.status).toBe(201);
  expect(() => JSON.parse(text)).toThrow();
  expect(text).toContain('<b>Notice</b>');
  expect(text.startsWith('{')).toBe(createdNotice === 'after');
  const json = /\{.*\}/.exec(text)?.[0] ?? '';
  expect(JSON.parse(json).data).toBe((await sim.leads())[0]?.id);
});

test('lists fields as objects if configured', async () => {
  const sim = await startSimulator();
  await sim.set('settings', { fieldsAs: 'objects' });
  const list = async () =>
    (await sim.get('/api/v2.4/publisher/fields/1234', await sim.token())).json<{ fields: unknown[] }[]>();
  const [simple, advanced] = await list();
  expect(simple?.fields).toEqual([
    { key: 'form[firstName]', hidden: false, required: true },
    { key: 'form[email]', hidden: false, required: true },
    { key: 'form[lastName]', hidden: false, required: true },
    { key: 'form[submit]', hidden: false, required: false },
  ]);
  expect(advanced?.fields).toContainEqual({ key: 'form[subId]', hidden: true, required: false });
  const size = { key: 'form[size]', hidden: false, required: true };
  await sim.campaign('acme/1234', { fields: { 35: [size, 'form[email]'] } });
  expect((await list())[0]?.fields).toEqual([size, { key: 'form[email]', hidden: false, required: true }]);
});

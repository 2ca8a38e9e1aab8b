import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Definition } from '../../../worker/protocol/wire.ts';
import { installClock, MINUTE, pass, SECOND } from '../account/support/clock.ts';
import { type Convertr, stubConvertr } from './support/convertr.ts';
import { ANSWERS, admin, ask, env, PAGE, readProblem, saveForm, submit } from './support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const define = async (path: string, headers: Record<string, string> = {}) => {
  const response = await ask(`/v1/forms/${path}`, { headers });
  expect(response.status).toBe(200);
  return (await response.json()) as Definition;
};

describe('the definition', () => {
  test('has the visitor’s country only when a field depends on it', async () => {
    const plain = await saveForm();
    const phone = await saveForm({ fields: [{ name: 'form[email]', type: 'phone' }] });
    const from = async (form: string, country: string) => {
      const response = await ask(`/v1/forms/${form}`, { cf: { country } } as RequestInit);
      return (await response.json()) as Definition;
    };
    for (const country of ['DE', 'FR', 'DE']) {
      const definition = await from(phone, country);
      expect(definition.country).toBe(country);
      expect(definition.fields.find(({ type }) => type === 'phone')?.country).toBe(country);
      expect((await from(plain, country)).country).toBeUndefined();
    }
  });

  test('lists Convertr’s fields as their names suggest them, without the button and hidden fields', async () => {
    const form = await saveForm({
      formId: 23,
      title: 'Get the report',
      submitLabel: 'Download',
      fields: [
        { name: 'form[email]', label: 'Work email', required: true },
        { name: 'form[title]', type: 'select', options: ['Dr', { value: 'Ms', label: 'Ms' }] },
        { name: 'form[subId]', type: 'hidden', from: 'submission' },
        { name: 'form[promotion]', type: 'hidden', value: 'autumn' },
        { name: 'form[website]', hide: true },
      ],
    });
    const definition = await define(form);
    expect(definition).toMatchObject({
      form,
      locale: 'en',
      dir: 'ltr',
      title: 'Get the report',
      submitLabel: 'Download',
      closed: false,
      ticket: expect.stringMatching(/^[0-9a-z]+\.[\w-]{22}$/),
    });
    expect(definition.fields[0]).toMatchObject({
      name: 'form[email]',
      type: 'email',
      label: 'Work email',
      required: true,
      autocomplete: 'email',
      inputmode: 'email',
    });
    expect(definition.fields[1]).toMatchObject({ name: 'form[title]', options: [{ value: 'Dr' }, { value: 'Ms' }] });
    const text = JSON.stringify(definition);
    for (const name of ['form[submit]', 'form[subId]', 'form[promotion]', 'form[website]', 'autumn']) {
      expect(text).not.toContain(name);
    }
  });

  test('is in the language that is asked for, else the form’s, else the browser’s', async () => {
    const title = { en: 'Report', de: 'Bericht', fr: 'Rapport' };
    const [free, french] = [await saveForm({ title }), await saveForm({ title, locale: 'fr' })];
    expect(await define(`${free}?locale=de`)).toMatchObject({ locale: 'de', title: 'Bericht' });
    expect(await define(free, { 'Accept-Language': 'xx, de-AT;q=0.9, en;q=0.5' })).toMatchObject({ locale: 'de-AT' });
    expect(await define(french, { 'Accept-Language': 'de' })).toMatchObject({ locale: 'fr', title: 'Rapport' });
    expect(await define(`${french}?locale=de-CH`)).toMatchObject({ locale: 'de-CH', title: 'Bericht' });
    expect(await define(`${free}?locale=ar`)).toMatchObject({ dir: 'rtl' });
    expect(await define(`${free}?locale=%00%3Cscript%3E`)).toMatchObject({ locale: 'en' });
  });

  test('has an ETag, and is 304 when the page has it already', async () => {
    const form = await saveForm();
    const first = await ask(`/v1/forms/${form}`, { headers: { Origin: PAGE } });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[0-9a-f]{24}"$/);
    const again = await ask(`/v1/forms/${form}`, { headers: { 'If-None-Match': `"other", ${etag}`, Origin: PAGE } });
    expect(again.status).toBe(304);
    expect(again.headers.get('etag')).toBe(etag);
    expect(again.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(await again.text()).toBe('');
    expect((await ask(`/v1/forms/${form}?locale=de`)).headers.get('etag')).not.toBe(etag);
  });

  test('changes with the form’s configuration', async () => {
    const form = await saveForm({ title: 'One' });
    const before = (await ask(`/v1/forms/${form}`)).headers.get('etag');
    const json = { enterprise: 'acme', campaignId: 1234, formId: 35, origins: [], title: 'Two' };
    expect((await admin(`forms/${form}`, { method: 'PUT', json })).status).toBe(200);
    await expect.poll(() => define(form), { timeout: 12_000 }).toMatchObject({ title: 'Two' });
    expect((await ask(`/v1/forms/${form}`)).headers.get('etag')).not.toBe(before);
  });

  test('is served from the cache while Convertr is down', async () => {
    const form = await saveForm({ campaignId: 1300 });
    const known = await define(form);
    convertr.broken = { status: 503 };
    const other = await saveForm({ campaignId: 1300 });
    expect((await define(other)).fields).toEqual(known.fields);
  });

  test('is built from the configuration alone when Convertr was never reached', async () => {
    convertr.broken = { status: 503 };
    const form = await saveForm({ campaignId: 1400, fields: [{ name: 'form[email]', label: 'Your e-mail' }] });
    const definition = await define(form);
    expect(definition.fields).toMatchObject([{ name: 'form[email]', label: 'Your e-mail' }]);
    const response = await submit(form, { answers: { 'form[email]': 'zoe@example.com' } });
    expect(response.status).toBe(202);
  });

  test('is 503 while all fields are unknown, and answers that come in that time are kept', async () => {
    convertr.broken = { status: 503 };
    const form = await saveForm({ enterprise: 'globex', campaignId: 1401 });
    const unknown = await ask(`/v1/forms/${form}`, { headers: { Origin: PAGE } });
    expect(unknown.status).toBe(503);
    expect(unknown.headers.get('retry-after')).toBe('15');
    expect(unknown.headers.get('access-control-allow-origin')).toBe(PAGE);
    await readProblem(unknown);
    expect((await ask(`/f/${form}`)).status).toBe(503);
    expect(await (await ask(`/widget.js?form=${form}`)).text()).not.toContain('definitions??');

    const answers = { ...ANSWERS, 'form[telephone][countryCode]': 'GB', 'form[telephone][telephone]': '07700 900123' };
    const faulty = await submit(form, { answers: { ...answers, 'form[email]': 'nobody' } });
    expect(faulty.status).toBe(422);
    const submission = crypto.randomUUID();
    expect((await submit(form, { submission, answers: { ...answers, other: 'x' } })).status).toBe(202);
    const lead = (await (await admin(`leads/globex/${submission}`)).json()) as { answers: object };
    expect(lead.answers).toEqual({
      ...ANSWERS,
      'form[telephone][countryCode]': '+44',
      'form[telephone][telephone]': '07700900123',
    });
    expect((await submit(form, { answers: { other: 'x' } })).status).toBe(503);
  });

  test('shows the form’s closed message once Convertr has closed the campaign', async () => {
    const form = await saveForm({ campaignId: 1500, closedMessage: 'This offer has ended.' });
    convertr.lead = { status: 403, body: { message: 'Campaign is fulfilled' } };
    await define(form);
    expect((await submit(form)).status).toBe(202);
    expect((await submit(form)).status).toBe(410);
    const definition = await define(form);
    expect(definition).toMatchObject({ closed: true, closedMessage: 'This offer has ended.' });
    const page = await ask(`/f/${form}`);
    expect(await page.text()).toContain('This offer has ended.');
    const german = await saveForm({ campaignId: 1500, locale: 'de' });
    const notice = await (await ask(`/f/${german}`, { headers: { 'Accept-Language': 'en' } })).text();
    expect(notice).toContain('<html lang="de"');
    expect(notice).toContain('Vielen Dank');
  });

  test('shows soon that the campaign has closed when a lead had to wait', async () => {
    const form = await saveForm({ campaignId: 1501 });
    convertr.lead = { status: 403, body: { message: 'Campaign is fulfilled' } };
    await define(form);
    expect((await submit(form)).status).toBe(202);
    await vi.waitFor(async () => expect(await define(form)).toMatchObject({ closed: true }), { timeout: 10_000 });
  });

  test('is 404 for a form that does not exist or was deleted', async () => {
    for (const id of ['nope', 'UPPER', 'a_b', '%2e%2e', 'x'.repeat(65), '__proto__', 'place:acme']) {
      const response = await ask(`/v1/forms/${id}`);
      expect(response.status, id).toBe(404);
      await readProblem(response);
    }
    const form = await saveForm();
    expect((await admin(`forms/${form}`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(`/v1/forms/${form}`)).status).toBe(404);
  });
});

describe('methods', () => {
  test.each([
    ['PUT', '/v1/forms/FORM', 'GET, HEAD'],
    ['POST', '/v1/forms/FORM', 'GET, HEAD'],
    ['GET', '/v1/forms/FORM/leads', 'POST'],
    ['DELETE', '/v1/forms/FORM/leads', 'POST'],
    ['PATCH', '/v1/forms/FORM/leads/5f0c8a2e-1111-4111-8111-111111111111', 'GET, HEAD'],
    ['POST', '/f/FORM', 'GET, HEAD'],
    ['POST', '/widget.js', 'GET, HEAD'],
    ['DELETE', '/widget.json', 'GET, HEAD'],
    ['POST', '/healthz', 'GET, HEAD'],
  ])('%s %s is 405', async (method, path, allowed) => {
    const form = await saveForm();
    const response = await ask(path.replace('FORM', form), { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allowed);
    await readProblem(response);
  });

  test('HEAD is GET without a body', async () => {
    const form = await saveForm();
    const response = await ask(`/v1/forms/${form}`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });
});

test('an isolate asks the account’s object for old facts of a campaign once a minute, however often its form is shown', async () => {
  installClock();
  const campaignId = 777_123;
  const form = await saveForm({ campaignId });
  const forms = [{ formId: 35, formName: 'Report', fields: ['form[email]'] }];
  const old = { forms, links: [], fetchedAt: Date.now() - 11 * MINUTE, closed: null };
  await env.CACHE.put(`campaign:acme:${campaignId}`, JSON.stringify(old));
  let asked = 0;
  // Convertr is down, so the object has nothing newer.
  const campaign = async () => {
    asked += 1;
    return old;
  };
  const ACCOUNTS = { idFromName: () => 'id', get: () => ({ campaign }) } as never;
  const show = async () => expect((await ask(`/v1/forms/${form}`, {}, { ACCOUNTS })).status).toBe(200);
  for (let shown = 0; shown < 5; shown++) {
    await show();
    pass(11 * SECOND);
  }
  expect(asked).toBe(1);
  pass(10 * SECOND);
  await show();
  expect(asked).toBe(2);
  vi.unstubAllGlobals();
});

import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, stubConvertr } from '../support/convertr.ts';
import { ANSWERS, admin, saveForm, submit } from '../support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const PAGE = 'https://landing.example.com/offer';

/** The table's lines as objects. No cell of these tests has a comma. */
async function read(query: string): Promise<Record<string, string>[]> {
  const answer = await admin(`leads.csv?enterprise=acme&${query}`);
  expect(answer.status).toBe(200);
  const [head = [], ...lines] = (await answer.text())
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])));
}

/** @returns the submission's id. */
async function send(form: string, envelope: Record<string, string>, answers: Record<string, string> = ANSWERS) {
  const answer = await submit(form, { answers: { ...answers, ...envelope } });
  return ((await answer.json()) as { submission: string }).submission;
}

describe('GET leads.csv', () => {
  test('has what each visit was tagged with where that is asked for, and never an answer', async () => {
    const fields = [{ name: 'form[promotion]', type: 'hidden', from: 'query:sid', report: true }];
    const form = await saveForm({ fields });
    const submission = await send(form, { page: `${PAGE}?gclid=g-1&utm_source=mail&utm_term=shoes&sid=p7&email=zoe` });
    const [lead] = await read(`form=${form}&visits=1`);
    expect(lead).toMatchObject({
      submission,
      leadId: expect.stringMatching(/^\d+$/),
      verdict: 'pending',
      receivedAt: expect.stringMatching(/^\d{4}-/),
      gclid: 'g-1',
      wbraid: '',
      utm_source: 'mail',
      utm_term: 'shoes',
      value: 'p7',
    });
    expect(Object.values(lead ?? {}).join()).not.toMatch(/zoe|example\.com/i);
    const [plain] = await read(`form=${form}`);
    expect(Object.keys(plain ?? {})).not.toContain('gclid');
    expect(Object.keys(plain ?? {})).not.toContain('utm_source');
  });

  test('has the tags of the visit that the form counts', async () => {
    const touches = { page: `${PAGE}?gclid=last`, landing: `${PAGE}?gclid=first` };
    const [last, first] = [await saveForm(), await saveForm({ touch: 'first' })];
    await send(last, touches);
    await send(first, touches);
    expect(await read(`form=${last}&visits=1`)).toMatchObject([{ gclid: 'last' }]);
    expect(await read(`form=${first}&visits=1`)).toMatchObject([{ gclid: 'first' }]);
  });

  test.each(['gclid', 'utm_source', 'utm_content'])('has no formula in %s', async (name) => {
    const form = await saveForm();
    await send(form, { page: `${PAGE}?${name}=${encodeURIComponent('=HYPERLINK(A1)')}` });
    expect(await read(`form=${form}&visits=1`)).toMatchObject([{ [name]: "'=HYPERLINK(A1)" }]);
  });

  test('leaves out a tag with an e-mail address in it', async () => {
    const form = await saveForm();
    await send(form, { page: `${PAGE}?utm_content=zoe@example.com&mc_eid=zoe%40example.com&utm_source=mail` });
    expect(await read(`form=${form}&visits=1`)).toMatchObject([{ utm_content: '', mc_eid: '', utm_source: 'mail' }]);
  });

  test('keeps what reports count by once a person is erased, and no click id', async () => {
    const form = await saveForm();
    const email = `${crypto.randomUUID()}@example.com`;
    const page = `${PAGE}?gclid=g-1&utm_source=mail&utm_term=shoes`;
    await send(form, { page }, { ...ANSWERS, 'form[email]': email });
    expect(await read(`form=${form}&visits=1`)).toMatchObject([{ gclid: 'g-1', utm_term: 'shoes' }]);
    await admin('erase', { method: 'POST', json: { email } });
    expect(await read(`form=${form}&visits=1`)).toMatchObject([{ gclid: '', utm_term: '', utm_source: 'mail' }]);
  });

  test('lists the valid leads alone', async () => {
    const form = await saveForm();
    const valid = await send(form, { page: `${PAGE}?gclid=g-1` });
    await send(form, { page: `${PAGE}?gclid=g-2` });
    convertr.result = { status: 200, body: '' };
    await admin(`leads/acme/${valid}/verdict`, { method: 'POST' });
    expect(await read(`form=${form}&visits=1&verdict=valid`)).toMatchObject([{ gclid: 'g-1', verdict: 'valid' }]);
  });

  test.each(['visits=yes', 'visits=0'])('refuses %s', async (query) => {
    expect((await admin(`leads.csv?enterprise=acme&${query}`)).status).toBe(400);
  });
});

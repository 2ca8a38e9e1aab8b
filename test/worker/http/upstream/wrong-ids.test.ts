import { beforeEach, expect, test } from 'vitest';
import { type Convertr, stubConvertr } from '../support/convertr.ts';
import { admin, changeForm, readProblem, rowsOf, saveForm, submit } from '../support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const FIELDS = ['form[firstName]', 'form[lastName]', 'form[email]'].map((name) => ({ name }));
const NOT_FOUND = { status: 404, body: { code: 404, message: 'Not Found' } };

async function doctor(form: string): Promise<{ check: string; ok: boolean; detail: string }[]> {
  const answer = await admin(`forms/${form}/doctor`);
  return ((await answer.json()) as { lines: [] }).lines;
}

async function wrongIds(form: string): Promise<unknown[]> {
  const account = (await (await admin('accounts/acme')).json()) as { wrongIds: { form: string }[] };
  return account.wrongIds.filter((each) => each.form === form);
}

test.each([
  ['form', { formId: 99 }, /^Convertr does not know form 99 of campaign 1234: correct formId/],
  ['publisher', {}, /^Convertr does not know publisher 12: correct it: npm run setup/],
] as const)(
  'with a wrong %s id nobody is thanked after the first lead, and doctor and account say which',
  async (wrong, change, words) => {
    const form = await saveForm({ fields: FIELDS, ...change });
    convertr.lead = NOT_FOUND;
    expect((await submit(form)).status).toBe(202);
    const submission = crypto.randomUUID();
    const refused = await submit(form, { submission });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('60');
    const problem = await readProblem(refused);
    expect(problem.type).toBe('urn:leadwire:problem:misconfigured');
    expect(problem.detail).toBe('Convertr does not know this form. Its publisher has been notified.');
    expect(await rowsOf(form)).toMatchObject([{ status: 'held', reason: 'wrong_id' }]);
    expect(await doctor(form)).toContainEqual({ check: 'Ids', ok: false, detail: expect.stringMatching(words) });
    expect(await wrongIds(form)).toMatchObject([{ wrong, publisherId: 12 }]);

    // The widget has kept the answers, and sends them again under the same id once the ids are right.
    delete convertr.lead;
    if (wrong === 'form') await changeForm(form, { fields: FIELDS });
    else
      for (const { submission: held } of await rowsOf(form))
        await admin(`leads/acme/${held}/retry`, { method: 'POST' });
    await expect.poll(async () => (await submit(form, { submission })).status).toBeLessThan(203);
    await expect.poll(async () => (await rowsOf(form)).map(({ status }) => status)).toEqual(['delivered', 'delivered']);
    expect(await wrongIds(form)).toEqual([]);
    expect((await doctor(form)).map(({ check }) => check)).not.toContain('Ids');
  },
);

test('a visitor without JavaScript gets the form again, filled in, to send later', async () => {
  const form = await saveForm({ fields: FIELDS });
  convertr.lead = NOT_FOUND;
  const headers = { Accept: 'text/html' };
  expect((await submit(form, { headers })).status).toBe(303);
  const again = await submit(form, { headers });
  expect(again.status).toBe(503);
  expect(await again.text()).toContain('zoe+report@example.com');
});

import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, LISTED, stubConvertr } from '../support/convertr.ts';
import { ANSWERS, ask, env, readProblem, rowsOf, saveForm, submit } from '../support/leadwire.ts';

const PHONE = 'form[telephone]';
let convertr: Convertr;
let form: string;
let campaignId = 5000;

beforeEach(async () => {
  convertr = stubConvertr();
  campaignId += 1;
  form = await saveForm({ campaignId });
  expect((await submit(form)).status).toBe(201);
});

/** Since the list was read, Convertr's form has got a field that no lead may lack. */
function addField(name = PHONE): void {
  convertr.fields = { ...convertr.fields, 35: [...LISTED[35], name] };
  const child = name.slice('form['.length, -1);
  convertr.refuse = (body) =>
    body.has(name)
      ? undefined
      : {
          code: 400,
          message: 'Validation Failed',
          errors: { children: { [child]: { errors: ['This value should not be blank.'] } } },
        };
}

const definition = async () =>
  ((await (await ask(`/v1/forms/${form}`)).json()) as { fields: { name: string }[] }).fields.map(({ name }) => name);

describe('a new required field that the known list lacks', () => {
  test('is sent once more when the visitor had posted it', async () => {
    addField();
    const answer = await submit(form, { answers: { ...ANSWERS, [PHONE]: '+44 7700 900123' } });
    expect(answer.status).toBe(201);
    expect(convertr.leads.at(-1)?.body.get(PHONE)).toBe('+44 7700 900123');
    expect(convertr.leads).toHaveLength(3);
    expect((await rowsOf(form))[0]).toMatchObject({ status: 'delivered', flags: ['missing_fields'] });
  });

  test('is named by a 422, and is in the definition from then on', async () => {
    addField();
    const submission = crypto.randomUUID();
    const refused = await submit(form, { submission });
    expect(refused.status).toBe(422);
    const { errors } = await readProblem(refused);
    expect(errors).toEqual({ [PHONE]: [{ code: 'required', message: expect.stringMatching(/phone/i) }] });
    expect(await definition()).toContain(PHONE);
    const answers = { ...ANSWERS, [PHONE]: '+44 7700 900123' };
    expect((await submit(form, { submission, answers })).status).toBe(201);
  });

  test('is shown immediately to a visitor without JavaScript', async () => {
    addField();
    const again = await submit(form, { headers: { Accept: 'text/html' } });
    expect(again.status).toBe(422);
    const page = await again.text();
    expect(page).toMatch(/name="form\[telephone\]/);
    expect(page).toContain('zoe+report@example.com');
  });

  test('stays in the definition although the copy at the edge is older', async () => {
    addField();
    const key = `campaign:acme:${campaignId}`;
    await expect.poll(() => env.CACHE.get(key)).not.toBeNull();
    const old = (await env.CACHE.get(key)) as string;
    await submit(form);
    await expect.poll(() => env.CACHE.get(key)).toContain(PHONE);
    await env.CACHE.put(key, old);
    // The isolate keeps facts for ten seconds, or a moment after a lead that waits.
    convertr.leadAfterMs = 2000;
    expect((await submit(form, { answers: { ...ANSWERS, [PHONE]: '+44 7700 900123' } })).status).toBe(202);
    await expect.poll(definition).toContain(PHONE);
  });

  test('is never a consent: nobody has seen its text', async () => {
    const consent = 'form[optin][terms]';
    addField(consent);
    const refused = await submit(form, { answers: { ...ANSWERS, [consent]: '1' } });
    expect(refused.status).toBe(422);
    expect(convertr.leads.at(-1)?.body.has(consent)).toBe(false);
  });
});

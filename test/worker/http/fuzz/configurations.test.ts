import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { LISTED, stubConvertr } from '../support/convertr.ts';
import { encode, expectSound, post, text, vars } from '../support/fuzz.ts';
import { ADMIN_TOKEN, ANSWERS, ask, ORIGIN } from '../support/leadwire.ts';

beforeEach(() => {
  stubConvertr();
});

describe('the Worker does not fail', { timeout: 60_000 }, () => {
  test('with 2,400 random configurations and what is built from them', async () => {
    const document = fc.dictionary(
      fc.constantFrom(
        'enterprise',
        'origins',
        'title',
        'success',
        'fields',
        'channels',
        'locale',
        'touch',
        'x',
        '__proto__',
      ),
      fc.oneof(fc.jsonValue(), text),
    );
    const word = text.filter((each) => each.length > 0 && each.length <= 200);
    const texts = fc.oneof(word, fc.dictionary(fc.constantFrom('en', 'de', 'pt-BR', 'xx'), word, { minKeys: 1 }));
    const field = fc.record(
      {
        name: fc.oneof(
          fc.constantFrom(...LISTED[23]),
          word.map((each) => `form[${each}]`),
        ),
        type: fc.constantFrom('text', 'email', 'select', 'checkboxes', 'consent', 'phone', 'address', 'dob', 'hidden'),
        label: texts,
        help: texts,
        placeholder: texts,
        required: fc.boolean(),
        options: fc.array(word, { minLength: 1, maxLength: 3 }),
        value: text,
        from: fc.constantFrom('page', 'utm_source', 'gclid', 'submission', 'x'),
        showIf: fc.record({ field: fc.constantFrom(...LISTED[23]), is: word }),
        min: fc.oneof(fc.double(), word),
        step: fc.nat(4),
        maxlength: fc.nat(30),
      },
      { requiredKeys: ['name'] },
    );
    const near = fc.record(
      {
        title: texts,
        submitLabel: texts,
        closedMessage: texts,
        locale: fc.constantFrom('en', 'de-AT', 'ar', 'xx'),
        success: fc.record({
          message: texts,
          redirect: fc.oneof(
            fc.webUrl(),
            text.map((each) => `https://a.example/${each}`),
          ),
        }),
        fields: fc.uniqueArray(field, { maxLength: 5, selector: (each) => each.name }),
        steps: fc.array(texts, { maxLength: 3 }),
        channels: fc.dictionary(
          word.map((each) => each.slice(0, 60)),
          fc.integer({ min: 1 }),
        ),
        phone: fc.constantFrom('plain', 'split', 'bracketed'),
      },
      { requiredKeys: [] },
    );
    let accepted = 0;
    const check = fc.asyncProperty(
      fc.oneof({ weight: 1, arbitrary: document }, { weight: 3, arbitrary: near }),
      async (change) => {
        const id = `fuzz-${crypto.randomUUID()}`;
        const config = { enterprise: 'acme', campaignId: 1234, formId: 23, origins: [], ...(change as object) };
        const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` };
        const init = { method: 'PUT', headers, body: JSON.stringify(config) };
        const saved = await expectSound(await ask(`/v1/admin/forms/${id}`, init, vars));
        if (saved.status !== 201) return;
        accepted += 1;
        await expectSound(await ask(`/v1/forms/${id}?locale=de`, {}, vars));
        await expectSound(await ask(`/f/${id}?embed`, {}, vars));
        await expectSound(await ask(`/f/${id}/thanks`, {}, vars));
        const answers = encode(Object.entries({ ...ANSWERS, 'form[title]': 'x', 'form[dob]': '2000-02-30' }));
        await expectSound(await post(id, answers, { Accept: 'text/html', Origin: ORIGIN }, vars));
        await ask(`/v1/admin/forms/${id}`, { method: 'DELETE', headers }, vars);
      },
    );
    await fc.assert(check, { numRuns: 2400 });
    expect(accepted).toBeGreaterThan(300);
  });
});

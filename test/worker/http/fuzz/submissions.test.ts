import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, LISTED, stubConvertr } from '../support/convertr.ts';
import { accept, accountVars, body, encode, expectSound, FORM, pairs, post, vars } from '../support/fuzz.ts';
import { ANSWERS, saveForm } from '../support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

describe('the Worker does not fail', { timeout: 120_000 }, () => {
  test('with 8,000 random bodies', async () => {
    const form = await saveForm(FORM);
    const check = fc.asyncProperty(body, accept, async (content, Accept) => {
      await expectSound(await post(form, content, { Accept }, vars));
    });
    await fc.assert(check, { numRuns: 8000 });
  });

  test('with 600 random valid answers that are sent to Convertr', async () => {
    const form = await saveForm(FORM);
    let accepted = 0;
    const check = fc.asyncProperty(pairs, async (list) => {
      // Not the id, and nothing that would put the lead aside.
      const kept = ['form[email]', 'submission', 'ticket', 'hp_ref_code'];
      const allowed = list.filter(([key]) => !kept.includes(key));
      const content = encode([...allowed, ['form[email]', 'a@b.example'], ...Object.entries(ANSWERS).slice(0, 2)]);
      const { status } = await expectSound(await post(form, content, { Accept: 'application/json' }, accountVars));
      if (status === 201 || status === 202) accepted += 1;
    });
    // At least the unchanged one passes. All that pass must arrive.
    await fc.assert(check, { numRuns: 600, examples: [[[]]] });
    expect(accepted).toBeGreaterThan(0);
    await expect.poll(() => convertr.leads.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(accepted);
    const names = new Set(convertr.leads.flatMap((lead) => [...lead.body.keys()]));
    expect([...names].filter((each) => !LISTED[23].includes(each))).toEqual([]);
  });
});

/** The Big List of Naughty Strings, over HTTP. */
import { describe, expect, test } from 'vitest';
import { normaliseText } from '../../worker/forms/fields/text.ts';
import { FORM, strings, TEXTS } from './naughty.ts';
import { ANSWERS, arrived, countRows, saveForm, submit, workerUrl } from './worker.ts';

const CHECKED = [
  ...['form[email]', 'form[title]', 'form[dob]', 'form[website]', 'form[industry]', 'form[optin][contactTypes][]'],
  ...['form[telephone][countryCode]', 'form[telephone][telephone]', 'form[interests][]', 'form[optin][terms]'],
];
const ENVELOPE = ['page', 'referrer', 'landing', 'landingReferrer', 'channel', 'link', 'locale', 'ticket'];

const all = (names: readonly string[], value: string) => Object.fromEntries(names.map((name) => [name, value]));

/** Four at a time, so that the machine stays usable. */
async function forEach(work: (text: string, index: number) => Promise<void>): Promise<void> {
  const rest = [...strings.entries()];
  const next = async () => {
    for (let entry = rest.shift(); entry; entry = rest.shift()) await work(entry[1], entry[0]);
  };
  await Promise.all([next(), next(), next(), next()]);
}

test('the list is there', () => {
  expect(strings.length).toBeGreaterThan(450);
});

describe('each string, over HTTP', { timeout: 180_000 }, () => {
  test('in every free text and beside the answers: arrives byte for byte, or is refused as blank or too long', async () => {
    const form = await saveForm(FORM);
    const expected = new Map<string, string>();
    let exact = 0;
    await forEach(async (text, index) => {
      const submission = crypto.randomUUID();
      const names = { [text]: text, [`form[${text}]`]: text };
      const answers = { ...all(TEXTS, text), 'form[email]': `ada+${index}@example.com` };
      const parameters = { ...names, ...all(ENVELOPE, text), ...answers, submission };
      const response = await submit(form, parameters);
      const clean = normaliseText(text);
      const isRefused = clean === '' || [...clean].length > 500;
      expect(response.status, JSON.stringify(text)).toBe(isRefused ? 422 : 201);
      await response.body?.cancel();
      if (isRefused) return;
      expected.set(submission, text);
      if (text === clean) exact += 1;
    });
    const leads = new Map((await arrived()).map((lead) => [lead.answers['form[subId]'], lead.answers]));
    for (const [submission, text] of expected) {
      const answers = leads.get(submission);
      for (const name of TEXTS) expect(answers?.[name]).toBe(normaliseText(text, name === 'form[comments]'));
    }
    expect(expected.size).toBeGreaterThan(450);
    // Most strings must arrive unchanged, or this test would show nothing.
    expect(exact / expected.size).toBeGreaterThan(0.8);
  });

  test('in every field with a format: is refused on its field', async () => {
    const form = await saveForm(FORM);
    await forEach(async (text) => {
      const response = await submit(form, { ...ANSWERS, ...all(CHECKED, text) });
      const body = (await response.json()) as { errors?: Record<string, unknown> };
      expect(response.status, JSON.stringify(text)).toBe(422);
      expect(Object.keys(body.errors ?? {})).toContain('form[email]');
    });
    // None of the strings is an address, so none got through.
    expect(await countRows(form)).toBe(0);
  });

  test('in headers and paths: causes no failure', async () => {
    const form = await saveForm();
    await forEach(async (text) => {
      const visible = text.replace(/[^\x20-\x7e]/g, '').trim();
      const headers = { origin: visible || 'null', 'accept-language': visible, referer: visible, cookie: visible };
      const answers = await Promise.all([
        fetch(`${workerUrl}/v1/forms/${form}`, { headers }),
        fetch(
          `${workerUrl}/f/${encodeURIComponent(text.toWellFormed())}?locale=${encodeURIComponent(text.toWellFormed())}`,
        ),
      ]);
      for (const answer of answers) {
        expect(answer.status, JSON.stringify(text)).toBeLessThan(500);
        await answer.body?.cancel();
      }
    });
  });
});

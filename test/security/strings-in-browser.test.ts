/** The Big List of Naughty Strings, in a browser: typed in, sent, and shown again wherever an answer is shown. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { normaliseText } from '../../worker/forms/fields/text.ts';
import { launchChromium } from '../support/chromium.ts';
import { signIn } from '../support/console.ts';
import { FORM, strings, TEXTS } from './naughty.ts';
import { arrived, countRows, newAddress, saveForm, submit, workerUrl } from './worker.ts';

/** Fields with a format. None of the list is an address. */
const CHECKED = ['form[email]', 'form[website]', 'form[telephone][telephone]'];
/** At once on one page, fewer than one visitor may send in a minute. */
const BATCH = 25;
const written = strings.filter((text) => normaliseText(text) !== '');

/** @returns batches of forms with a string of its own in each field. All strings in every field are sent over HTTP. */
function spread(texts: string[], fields: number): string[][][] {
  return chunk(chunk(texts, fields), BATCH);
}

const chunk = <T>(items: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** A page that tells when anything of a string comes to life. */
async function openGuarded(): Promise<{ page: Page; alarms: string[] }> {
  const page = await (await browser.createBrowserContext()).newPage();
  const alarms: string[] = [];
  page.on('dialog', (dialog) => {
    alarms.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => alarms.push(`error: ${error}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted ?(Type|HTML)/.test(message.text())) alarms.push(message.text());
  });
  page.on('request', (request) => {
    if (!new RegExp(`^(${workerUrl}/|data:|blob:|about:)`).test(request.url()))
      alarms.push(`request: ${request.url()}`);
  });
  return { page, alarms };
}

describe('each string', { timeout: 240_000 }, () => {
  test('in a field of the hosted form stays text on the 422 page', async () => {
    // A list of all countries, drawn twice for each string, would be most of the work.
    const countries = { name: 'form[telephone]', hide: true };
    const form = await saveForm({ ...FORM, fields: [...FORM.fields, countries] });
    const { page, alarms } = await openGuarded();
    await page.goto(workerUrl);
    const names = ['form[email]', 'form[website]', ...TEXTS];
    for (const batch of spread(strings, names.length)) {
      await page.setExtraHTTPHeaders({ 'cf-connecting-ip': newAddress() });
      const shown = await page.evaluate(typeHosted, form, names, batch);
      for (const { typed, again, elements } of shown) {
        // A browser sends lone surrogates as replacement characters.
        expect(again).toEqual(typed.map((each) => each.toWellFormed()));
        expect(elements).toBe(0);
      }
    }
    expect(alarms).toEqual([]);
    expect(await countRows(form)).toBe(0);
    await page.close();
  });

  test('in every field of the widget with a format is refused in place', async () => {
    const form = await saveForm(FORM);
    const { page, alarms } = await openGuarded();
    await page.goto(workerUrl);
    const accepted = await page.evaluate(typeRefused, form, [...TEXTS, ...CHECKED], strings);
    expect(accepted).toEqual([]);
    expect(alarms).toEqual([]);
    expect(await countRows(form)).toBe(0);
    await page.close();
  });

  test('in a free field of the widget arrives at Convertr as the browser had it', async () => {
    const form = await saveForm(FORM);
    const { page, alarms } = await openGuarded();
    await page.goto(workerUrl);
    const sent = new Map<string, string[]>();
    for (const [number, batch] of spread(written, TEXTS.length).entries()) {
      await page.setExtraHTTPHeaders({ 'cf-connecting-ip': newAddress() });
      const results = await page.evaluate(typeWidget, form, TEXTS, batch, `w${number}`);
      for (const { outcome, email, typed } of results) {
        expect(outcome).toBe('submitted');
        sent.set(email, typed);
      }
    }
    await expect
      .poll(async () => (await arrived()).filter(({ answers }) => sent.has(`${answers['form[email]']}`)).length, {
        timeout: 60_000,
      })
      .toBe(sent.size);
    const leads = new Map((await arrived()).map((lead) => [lead.answers['form[email]'], lead.answers]));
    for (const [email, typed] of sent) {
      const expected = typed.map((each, index) => normaliseText(each, TEXTS[index] === 'form[comments]'));
      expect(TEXTS.map((name) => leads.get(email)?.[name] ?? '')).toEqual(expected);
    }
    expect(alarms).toEqual([]);
    await page.close();
  });

  test('in the console stays text, both to read and to correct', async () => {
    const form = await saveForm(FORM);
    const { page, alarms } = await openGuarded();
    await signIn(page, { workerUrl, adminToken: inject('adminToken') });
    const shown = written.filter((text) => [...text].length <= 500);
    for (let at = 0; at < shown.length; at += TEXTS.length) {
      const values = Object.fromEntries(TEXTS.map((name, index) => [name, shown[at + index] ?? 'x']));
      const submission = crypto.randomUUID();
      const beside = {
        submission,
        page: shown[at] ?? '',
        channel: shown[at + 1] ?? '',
        'form[email]': `c${at}@example.com`,
      };
      // A bot's submission is quarantined, and can be corrected. The others can be read.
      const isBot = (at / TEXTS.length) % 2 === 1;
      const response = await submit(form, { ...values, ...beside, ...(isBot && { hp_ref_code: 'x' }) });
      expect([201, 202]).toContain(response.status);
      await page.goto(`${workerUrl}/console/leads/acme/${submission}`);
      await page.locator('aria/Show answers').click();
      await page.waitForSelector(`[aria-labelledby="answers-title"] ${isBot ? 'input' : 'dd'}`);
      const answers = await page.evaluate(readAnswers, TEXTS);
      expect(answers).toEqual(TEXTS.map((name) => normaliseText(values[name] ?? '', name === 'form[comments]')));
    }
    await page.goto(`${workerUrl}/console/leads?enterprise=acme&form=${form}`);
    await page.waitForSelector('table');
    expect(alarms).toEqual([]);
    await page.close();
  });
});

/** Runs in a page of the same origin: each list of strings in a hosted form, in a frame, sent and answered. */
async function typeHosted(form: string, names: string[], batch: string[][]) {
  const load = (frame: HTMLIFrameElement) =>
    new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const input = (frame: HTMLIFrameElement, name: string) =>
    frame.contentDocument?.querySelector(`[name="${name}"]`) as HTMLInputElement;
  return Promise.all(
    batch.map(async (texts) => {
      const frame = document.createElement('iframe');
      frame.src = `/f/${form}`;
      const drawn = load(frame);
      document.body.append(frame);
      await drawn;
      const typed = texts.map((text, index) => {
        input(frame, names[index] ?? '').value = text;
        return input(frame, names[index] ?? '').value;
      });
      const answered = load(frame);
      frame.contentDocument?.querySelector('form')?.requestSubmit();
      await answered;
      const again = texts.map((_, index) => input(frame, names[index] ?? '').value);
      const elements = frame.contentDocument?.querySelectorAll('main :is(script, img, iframe, svg, video)').length;
      frame.remove();
      return { typed, again, elements };
    }),
  );
}

/** Runs in a page that has the widget: one form, with each string in all fields in turn. @returns what was accepted. */
async function typeRefused(form: string, names: string[], texts: string[]) {
  const element = document.createElement('lead-form');
  element.setAttribute('form', form);
  const ready = new Promise((resolve) => element.addEventListener('lead-form-ready', resolve, { once: true }));
  document.body.append(element);
  await ready;
  const accepted: string[] = [];
  for (const text of texts) {
    for (const name of names) {
      const input = element.shadowRoot?.querySelector(`[name="${name}"]`) as HTMLInputElement;
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    }
    const outcome = new Promise<string>((resolve) => {
      for (const name of ['submitted', 'invalid', 'failed'])
        element.addEventListener(`lead-form-${name}`, () => resolve(name), { once: true });
    });
    element.shadowRoot?.querySelector('form')?.requestSubmit();
    if ((await outcome) !== 'invalid') accepted.push(text);
  }
  return accepted;
}

/** Runs in a page that has the widget: each list of strings in a form, sent. */
async function typeWidget(form: string, names: string[], batch: string[][], sender: string) {
  return Promise.all(
    batch.map(async (texts, index) => {
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
      const typed = names.map((name, at) => type(name, texts[at] ?? 'x'));
      const email = `${sender}-${index}@example.com`;
      type('form[email]', email);
      const done = new Promise<string>((resolve) => {
        for (const name of ['submitted', 'invalid', 'failed']) {
          element.addEventListener(`lead-form-${name}`, () => resolve(name), { once: true });
        }
      });
      element.shadowRoot?.querySelector('form')?.requestSubmit();
      const outcome = await done;
      element.remove();
      return { outcome, email, typed };
    }),
  );
}

/** Runs in the console: the answers as they are shown, whether as text or to be corrected. */
function readAnswers(names: string[]) {
  const shown = new Map(
    [...document.querySelectorAll('dl.facts dt')].map((term) => [
      term.textContent,
      term.nextElementSibling?.textContent,
    ]),
  );
  return names.map((name) => {
    const control = document.querySelector<HTMLInputElement>(`input[name="${name}"], textarea[name="${name}"]`);
    return control?.value ?? shown.get(name);
  });
}

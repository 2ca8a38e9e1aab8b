import { expect, test } from 'vitest';
import { press, waitForText } from '../../../support/console.ts';
import { leadwire, open, page, useDesk } from '../../desk.ts';

useDesk({ enterprises: ['acme', 'globex'], isSignedIn: true });

const read = async (id: string) => {
  const response = await leadwire.admin(`forms/${id}`);
  return response.status === 200 ? ((await response.json()) as object) : response.status;
};

test('a form without settings of its own is compared by the fields that Convertr lists', async () => {
  await leadwire.saveForm('plain', { origins: ['https://landing.example.com'] });
  await open('/forms/new?copy=plain');
  await page.waitForSelector('#account');
  await page.select('#account', 'globex');
  await page.locator('#campaign').fill('77');
  await press(page, 'Look up');
  await page.waitForSelector('#id');
  await press(page, 'Continue');
  expect(await waitForText(page, '.copied', /What differs from plain/)).toMatch(/New[^\n]*: form\[company\]\./);
});

test('a form is copied to another campaign: the differences are listed, and nothing is saved without confirmation', async () => {
  const consent = { name: 'form[consent]', type: 'consent', required: true, text: { en: ['I agree.'], de: ['Ja.'] } };
  const kept = {
    origins: ['https://landing.example.com'],
    title: { en: 'Get the report', de: 'Der Bericht' },
    onUnknown: 'hold',
  };
  const fields = [
    { name: 'form[email]', label: { en: 'Work email', de: 'E-Mail (Arbeit)' } },
    { name: 'form[firstName]' },
    { name: 'form[lastName]' },
    { name: 'form[title]', type: 'text' },
    consent,
  ];
  await leadwire.saveForm('original', { ...kept, channels: { Email: 25 }, fields });
  const original = await read('original');

  await open('/forms/original');
  await press(page, 'Copy form…');
  await waitForText(page, 'h1', /Copy of original/);
  await page.waitForSelector('#account');
  await page.select('#account', 'globex');
  await page.locator('#campaign').fill('77');
  await page.keyboard.press('Enter');
  await waitForText(page, 'lw-new-form', /Allowed on https:\/\/landing\.example\.com/);
  expect(await page.$('#page')).toBeNull();
  await page.locator('#id').fill('the-copy');
  await press(page, 'Continue');

  const told = await waitForText(page, '.copied', /What differs from original/);
  expect(told).toMatch(/Left out[^\n]*: form\[title\]\./);
  expect(told).toMatch(/New[^\n]*: form\[company\]/);
  expect(told).toMatch(/not sent[^\n]*: form\[consent\]\./);
  expect(told).toMatch(/tracking link[^\n]*: Email\./);
  await waitForText(page, '.fields', /Work email/);
  expect(await read('the-copy')).toBe(404);

  await press(page, 'Review and save');
  await press(page, 'Save');
  await waitForText(page, '#snippet', /data-form="the-copy"/);
  expect(await read('the-copy')).toEqual({
    enterprise: 'globex',
    campaignId: 77,
    formId: 51,
    ...kept,
    fields: [...fields.filter(({ name }) => name !== 'form[title]'), { name: 'form[company]' }],
  });
  expect(await read('original')).toEqual(original);
});

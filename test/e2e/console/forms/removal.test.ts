import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { waitForText } from '../../../support/console.ts';
import { leadwire, open, page, useDesk } from '../../desk.ts';

useDesk({ isSignedIn: true, vars: { WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}` } });

const receiver = (name: string) => ({ url: `https://${name}.example.com/leads` });
const CONFIG = {
  formId: 23,
  fields: [
    { name: 'form[one]', label: 'One' },
    { name: 'form[two]', label: 'Two' },
  ],
  channels: { Email: 25, Referral: 26 },
  webhooks: [receiver('first'), receiver('second')],
};
/** With the keyboard, because a pointer would miss what moves while the campaign's fields arrive. */
async function openOne(): Promise<void> {
  await (await page.waitForSelector('[data-name="form[one]"] .toggle'))?.focus();
  await page.keyboard.press('Space');
}
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement;
    return (
      element?.getAttribute('aria-label') ?? (element?.id || element?.closest('.field')?.getAttribute('data-name'))
    );
  });

test.each([
  ['a field', 'fields', 'Remove field', openOne, 'form[two]'],
  ['a channel', 'delivery', 'Remove channel Email', undefined, 'Channel 1'],
  ['the last channel', 'delivery', 'Remove channel Referral', undefined, 'add-channel'],
  ['a receiver', 'delivery', 'Remove receiver 1', undefined, 'webhook-0-url'],
  ['the last receiver', 'delivery', 'Remove receiver 2', undefined, 'add-receiver'],
])('after %s is removed by key, the focus is at what follows', async (_, tab, button, prepare, next) => {
  await leadwire.saveForm('removals', CONFIG);
  await open(`/forms/removals?tab=${tab}`);
  await waitForText(page, '.save', /All changes saved/);
  await prepare?.();
  await (await page.waitForSelector(`aria/${button}`))?.focus();
  await page.keyboard.press('Enter');
  await waitForText(page, '.save', /Unsaved changes/);
  await expect.poll(focused).toBe(next);
});

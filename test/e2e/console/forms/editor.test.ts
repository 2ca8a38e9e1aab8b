import { describe, expect, test } from 'vitest';
import { press, waitForText } from '../../../support/console.ts';
import { desk, leadwire, open, page, useDesk } from '../../desk.ts';

useDesk({ isSignedIn: true });

let forms = 0;
/** A form of one's own, open in the editor. */
async function edit(config: Record<string, unknown>): Promise<string> {
  forms += 1;
  const id = `edited-${forms}`;
  await save(id, config);
  await open(`/forms/${id}`);
  await waitForText(page, '.save', /All changes saved/);
  return id;
}
const save = (id: string, config: object) => leadwire.saveForm(id, { formId: 23, ...config });
const read = async (id: string) =>
  (await (await leadwire.admin(`forms/${id}`)).json()) as { fields: object[]; qualityQuestions?: boolean };
const openField = (name: string) => page.locator(`[data-name="form[${name}]"] .toggle`).click();
const setting = (key: string) => `.field.open [id$="-${key}"]`;
const orderOf = () => page.$$eval('.field', (all) => all.map((each) => each.getAttribute('data-name')));
/** The bar with the buttons must not lie over what is in use. */
const isUncovered = (element: Element): boolean => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2) === element;
};
async function confirmSaving(): Promise<void> {
  await press(page, 'Review and save');
  await page.locator('dialog button[value="yes"]').click();
  await waitForText(page, '.save', /All changes saved/);
}

describe('a field', () => {
  test('is dragged to another place by its handle', async () => {
    await edit({});
    await page.waitForSelector('.field:nth-child(3)');
    const [first, , third] = await orderOf();
    const handle = await page.$('.field:first-child .handle');
    const target = await (await page.$('.field:nth-child(3)'))?.boundingBox();
    const from = await handle?.boundingBox();
    if (!from || !target) throw new Error('nothing to drag');
    await page.mouse.move(from.x + 5, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + 5, target.y + target.height - 4, { steps: 5 });
    await page.mouse.up();
    expect((await orderOf()).slice(1, 3)).toEqual([third, first]);
    await waitForText(page, '.save', /Unsaved changes/);
  });

  test('drops settings that its new type cannot have, so that no fault remains', async () => {
    const id = await edit({ fields: [{ name: 'form[firstName]', required: true }] });
    await openField('firstName');
    await page.select(setting('type'), 'hidden');
    await page.select(setting('from'), 'utm_source');
    await page.select(setting('type'), 'text');
    await page.locator(setting('label')).fill('Given name');
    await confirmSaving();
    expect((await read(id)).fields[0]).toEqual({ name: 'form[firstName]', type: 'text', label: 'Given name' });
  });

  test('with options is a choice, even without a configured type', async () => {
    await edit({ fields: [{ name: 'form[company]', options: ['Small, with a comma', 'Large'] }] });
    await openField('company');
    expect(await page.$eval(setting('type'), (select) => (select as HTMLSelectElement).selectedOptions[0]?.text)).toBe(
      'Drop-down (from its name)',
    );
    expect(await page.$eval(setting('options'), (area) => (area as HTMLTextAreaElement).value)).toContain('Large');
  });

  test('is shown for the ticked answers of another', async () => {
    const options = ['Small, with a comma', 'Large'];
    const id = await edit({ fields: [{ name: 'form[company]', options }, { name: 'form[website]' }] });
    await openField('website');
    await page.select(setting('showIf'), 'form[company]');
    await waitForText(page, '.ticks', /Any answer\s+Small, with a comma\s+Large/);
    await page.focus(setting('is-1'));
    expect(await page.$eval(setting('is-1'), isUncovered)).toBe(true);
    await page.locator(setting('is-1')).click();
    await page.waitForSelector(`${setting('is-0')}:not(:checked)`);
    await confirmSaving();
    expect((await read(id)).fields[1]).toEqual({
      name: 'form[website]',
      showIf: { field: 'form[company]', is: ['Small, with a comma'] },
    });
  });
});

describe('everything else of a form', () => {
  test('can be in two languages, in steps, with links in a consent and a link for a channel', async () => {
    const id = await edit({ formId: 35, title: 'Report' });
    await page.waitForSelector('.field:nth-child(3)');
    await openField('email');
    await page.locator(setting('step')).fill('2');
    await openField('email');
    await press(page, 'Add a consent');
    await page.locator(setting('text')).fill('I accept the [policy](https://www.example.com/privacy).');
    await page.locator('#tab-texts').click();
    await page.locator('#text-steps-1-').fill('Your address');
    await page.select('.bar select', 'de');
    await page.locator('#text-title').fill('Bericht');
    const frame = await (await page.waitForSelector('.preview iframe'))?.contentFrame();
    await frame?.waitForFunction(() =>
      /Bericht[\s\S]*Schritt 1/.test(document.querySelector('lead-form')?.shadowRoot?.textContent ?? ''),
    );
    await page.locator('#tab-delivery').click();
    await press(page, 'Add a channel');
    await page.locator('input[aria-label="Channel 1"]').fill('Referral');
    await page.select('select[aria-label="Link of channel 1"]', '26');
    await confirmSaving();
    expect(await read(id)).toMatchObject({
      title: { en: 'Report', de: 'Bericht' },
      steps: ['', 'Your address'],
      channels: { Referral: 26 },
    });
    expect((await read(id)).fields.at(-1)).toEqual({
      name: 'form[consent]',
      type: 'consent',
      required: true,
      text: ['I accept the ', { text: 'policy', href: 'https://www.example.com/privacy' }, '.'],
    });
  });

  test('asks about answers that Convertr may reject until somebody unticks that', async () => {
    const id = await edit({});
    await page.locator('#tab-texts').click();
    const readQuestions = async () => (await read(id)).qualityQuestions;
    await page.locator('#text-quality').click();
    await press(page, 'Review and save');
    await waitForText(page, 'dialog', /Questions about answers that Convertr may reject[\s\S]*no/);
    await page.locator('dialog button[value="yes"]').click();
    await waitForText(page, '.save', /All changes saved/);
    expect(await readQuestions()).toBe(false);
    await page.locator('#text-quality').click();
    await confirmSaving();
    expect(await readQuestions()).toBeUndefined();
  });

  test('keeps a consent’s texts in the languages that were not edited', async () => {
    const label = { en: 'I agree.', de: 'Ich stimme zu.' };
    const id = await edit({ fields: [{ name: 'form[optin][terms]', type: 'consent', label }] });
    await openField('optin][terms');
    await page.locator(setting('text')).fill('I agree to all.');
    await confirmSaving();
    expect((await read(id)).fields[0]).toMatchObject({ text: { en: ['I agree to all.'], de: ['Ich stimme zu.'] } });
    expect((await read(id)).fields[0]).not.toHaveProperty('label');
  });

  test('is deleted together with its unsaved changes, without a warning about them', async () => {
    const id = await edit({ title: 'Report' });
    await page.locator('#tab-texts').click();
    await page.locator('#text-title').fill('Another');
    await press(page, 'Delete form');
    await page.waitForFunction(() => location.pathname === '/console/forms' && !document.querySelector('dialog[open]'));
    await waitForText(page, '.list', new RegExp(`${id}|is deleted in a few seconds`));
    expect((await leadwire.admin(`forms/${id}`)).status).toBe(200);
    await waitForText(page, '#toasts', new RegExp(`${id} is deleted`));
    expect((await leadwire.admin(`forms/${id}`)).status).toBe(404);
  });

  test('shows a fault where it is, even on another tab', async () => {
    await edit({ formId: 35 });
    await page.waitForSelector('.field:nth-child(3)');
    await page.locator('#tab-delivery').click();
    await page.locator('#origins').fill('https://landing.example.com/path');
    await page.locator('#tab-fields').click();
    await waitForText(page, '#tab-delivery', /1 error/);
    await press(page, 'Review and save');
    await waitForText(page, '#origins-fault', /without a path/);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('origins');
  });
});

describe('the fields', () => {
  test('are shown as unknown, with the reason, while Convertr does not answer', async () => {
    await edit({ campaignId: 999_999 });
    await waitForText(page, '[role=alert]', /fields and links are not known\. No campaign 999999 in this account/);
    await waitForText(page, '#panel', /No fields yet/);
  });
});

describe('saving', () => {
  test('shows that somebody else has saved, and which of their changes would be lost', async () => {
    const id = await edit({ title: 'Mine' });
    await save(id, { title: 'Theirs' });
    await page.locator('#tab-texts').click();
    await page.locator('#text-submitLabel').fill('Go');
    await press(page, 'Review and save');
    const review = await waitForText(page, 'dialog', /Somebody else has saved/);
    expect(review).toMatch(/Heading:[\s\S]*Theirs[\s\S]*Mine/);
    await page.keyboard.press('Escape');
    await waitForText(page, '.save', /Unsaved changes/);
    expect(await read(id)).toMatchObject({ title: 'Theirs' });
  });

  test('with two tabs, the slower one sees what the other has changed, and may accept it', async () => {
    const id = await edit({ title: 'One' });
    await page.locator('#tab-texts').click();
    await page.locator('#text-title').fill('Mine');
    const other = await page.browserContext().newPage();
    await other.goto(page.url());
    await waitForText(other, '.save', /All changes saved/);
    await other.locator('#tab-texts').click();
    await other.locator('#text-submitLabel').fill('Theirs');
    await press(other, 'Review and save');
    await other.locator('dialog button[value="yes"]').click();
    await waitForText(other, '.save', /All changes saved/);

    await page.bringToFront();
    await press(page, 'Review and save');
    await waitForText(page, 'dialog', /Somebody else has saved/);
    expect(await waitForText(page, 'dialog .theirs', /Theirs/)).not.toContain('Heading');
    await press(page, 'Discard mine and open theirs');
    await waitForText(page, '.save', /All changes saved/);
    await page.locator('#tab-texts').click();
    const values = await page.$$eval('#text-title, #text-submitLabel', (all) =>
      all.map((each) => (each as HTMLInputElement).value),
    );
    expect(values).toEqual(['One', 'Theirs']);
    expect(await read(id)).toMatchObject({ title: 'One', submitLabel: 'Theirs' });
  });

  test('shows it, too, when somebody saves during the review, and saves at the second confirmation', async () => {
    const id = await edit({ title: 'One' });
    await page.locator('#tab-texts').click();
    await page.locator('#text-title').fill('Mine');
    await press(page, 'Review and save');
    expect(await waitForText(page, 'dialog', /Heading/)).not.toContain('Somebody else');
    await save(id, { title: 'Faster' });
    await page.locator('dialog button[value="yes"]').click();
    await waitForText(page, 'dialog .theirs', /Heading:[\s\S]*One[\s\S]*Faster/);
    expect(await read(id)).toMatchObject({ title: 'Faster' });
    await page.locator('dialog button[value="yes"]').click();
    await waitForText(page, '.save', /All changes saved/);
    expect(await read(id)).toMatchObject({ title: 'Mine' });
  });

  test('twice in a row is no conflict', async () => {
    const id = await edit({ title: 'One' });
    await page.locator('#tab-texts').click();
    for (const title of ['Two', 'Three']) {
      await page.locator('#text-title').fill(title);
      await press(page, 'Review and save');
      expect(await waitForText(page, 'dialog', /Heading/)).not.toContain('Somebody else');
      await page.locator('dialog button[value="yes"]').click();
      await waitForText(page, '.save', /All changes saved/);
    }
    expect(await read(id)).toMatchObject({ title: 'Three' });
  });
});

describe('unsaved changes', () => {
  test('cause a warning on the way back and when the tab is closed', async () => {
    await open('/forms');
    await page.locator('.list a[href="/console/forms/acme-report"]').click();
    await waitForText(page, '.save', /All changes saved/);
    await page.locator('#tab-texts').click();
    // Typed over the old one: a preview that arrives in between renders the field again.
    await page.locator('#text-title').click({ count: 3 });
    await page.keyboard.type('Another title');
    await page.evaluate(() => history.back());
    await waitForText(page, 'dialog', /Leave without saving/);
    await press(page, 'Stay');
    expect(page.url()).toContain('/forms/acme-report');
    const asked = new Promise<string>((resolve) => {
      page.once('dialog', (dialog) => {
        resolve(dialog.type());
        void dialog.dismiss();
      });
    });
    await page.close({ runBeforeUnload: true });
    expect(await asked).toBe('beforeunload');
    expect(await page.$eval('#text-title', (input) => (input as HTMLInputElement).value)).toBe('Another title');
  });
});

describe('the preview', () => {
  test('shows on a phone what was changed while it was hidden', async () => {
    await page.setViewport({ width: 390, height: 844 });
    await edit({ formId: 35 });
    await openField('email');
    await page.locator(setting('label')).fill('Work email');
    await page.waitForResponse((response) => response.url().includes('/v1/admin/preview'));
    await press(page, 'Preview');
    const frame = await (await page.waitForSelector('.preview iframe'))?.contentFrame();
    await frame?.waitForFunction(() => {
      const form = document.querySelector('lead-form');
      return form?.shadowRoot?.textContent?.includes('Work email') && form.getBoundingClientRect().height > 200;
    });
  });

  test('stays visible beside the settings', async () => {
    await edit({});
    await page.waitForSelector('.field:nth-child(9)');
    // At its full height, which is when it could be pushed out.
    const frame = await (await page.waitForSelector('.preview iframe'))?.contentFrame();
    await frame?.waitForFunction(() => (document.querySelector('lead-form')?.clientHeight ?? 0) > 200);
    await page.evaluate(() => document.querySelector('.field:last-child')?.scrollIntoView({ block: 'center' }));
    const inSight = await page.$eval('.preview', (preview) => {
      const { top, bottom, height } = preview.getBoundingClientRect();
      return (Math.min(bottom, innerHeight) - Math.max(top, 0)) / Math.min(height, innerHeight);
    });
    expect(inSight).toBeGreaterThan(0.8);
  });

  test('is the real widget in every state, and can send nothing', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await edit({ formId: 35 });
    const frame = await (await page.waitForSelector('.preview iframe'))?.contentFrame();
    await frame?.waitForSelector('lead-form >>> [name="form[email]"]');
    for (const [state, words] of [
      ['invalid', /There are \d+ problems/],
      ['submitting', /Sending/],
      ['submitted', /Thank you/],
      ['failed', /offline/],
      ['closed', /ended/],
      ['unavailable', /cannot be shown/],
    ] as const) {
      await page.select('.preview .tools select', state);
      await frame?.waitForFunction(
        (pattern: string) =>
          new RegExp(pattern).test(document.querySelector('lead-form')?.shadowRoot?.textContent ?? ''),
        {},
        words.source,
      );
    }
    const policy =
      (await page.evaluate(async () => (await fetch('/console/preview')).headers.get('content-security-policy'))) ?? '';
    expect(policy).toContain("connect-src 'none'");
    expect(policy).toContain("form-action 'none'");
    await page.select('.preview .tools select', 'ready');
    for (const [name, value] of [
      ['firstName', 'Ada'],
      ['lastName', 'Byron'],
      ['email', 'ada@example.com'],
    ] as const) {
      await frame?.locator(`lead-form >>> [name="form[${name}]"]`).fill(value);
    }
    await frame?.locator('lead-form >>> button[type="submit"]').click();
    await waitForText(page, '.preview [role=status]', /A page would send it now/);
    expect(asked.filter((url) => /\/v1\/forms\//.test(url))).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });
});

describe('when the campaign has ended', () => {
  test('the message has its links as they were written, and is a plain text without any', async () => {
    const id = await edit({ closedMessage: 'Over.' });
    await press(page, 'Texts');
    await page.locator('#text-closedMessage').fill('See our [other offers](https://www.example.com/offers).');
    await confirmSaving();
    const link = { text: 'other offers', href: 'https://www.example.com/offers' };
    expect(await read(id)).toMatchObject({ closedMessage: ['See our ', link, '.'] });
    const shown = await page.$eval('#text-closedMessage', (area) => (area as HTMLTextAreaElement).value);
    expect(shown).toBe('See our [other offers](https://www.example.com/offers).');
    await page.locator('#text-closedMessage').fill('All over.');
    await confirmSaving();
    expect(await read(id)).toMatchObject({ closedMessage: 'All over.' });
  });

  test('another form is chosen from those there are, with a warning where it could not be sent', async () => {
    await save('next-offer', { title: 'Next offer', origins: [] });
    const id = await edit({ origins: ['https://www.example.com'] });
    await press(page, 'Texts');
    await page.waitForSelector('#text-closedForm option[value="next-offer"]');
    expect(await page.$(`#text-closedForm option[value="${id}"]`)).toBeNull();
    await page.select('#text-closedForm', 'next-offer');
    await waitForText(page, '.advice', /“next-offer” does not allow https:\/\/www\.example\.com/);
    await confirmSaving();
    expect(await read(id)).toMatchObject({ closedForm: 'next-offer' });
    await open('/forms/next-offer');
    await press(page, 'Delete form');
    await waitForText(page, '[role="status"]', new RegExp(`takes the place of .*${id}.*closed message`));
    await press(page, 'Undo');
  });
});

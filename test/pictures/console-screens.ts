/** The screens of the console and their states, to be looked at. */
import type { Page } from 'puppeteer-core';
import { press, waitForText } from '../support/console.ts';

interface Screen {
  path: string;
  prepare?: (page: Page) => Promise<unknown>;
}

const openFirstLead = async (page: Page) => {
  await page.locator('table.leads tbody a').click();
  await page.waitForSelector('.history');
};
const pressAndSee = (name: string, css: string) => async (page: Page) => {
  await press(page, name);
  await page.waitForSelector(css);
};
const leadsThat = (status: string) => `/leads?enterprise=acme&status=${status}`;
const searchFor = (email: string) => async (page: Page) => {
  await pressAndSee('Find by email…', 'dialog[open]')(page);
  await page.locator('#person-email').fill(email);
  await page.keyboard.press('Enter');
  await waitForText(page, 'dialog h2', /with|No leads/);
};
const changeTitle = (page: Page) => page.locator('#text-title').fill('Get our brochure');

export const SCREENS: Record<string, Screen> = {
  overview: { path: '' },
  forms: { path: '/forms' },
  'new-form': { path: '/forms/new' },
  'new-form-found': {
    path: '/forms/new',
    prepare: async (page) => {
      await page.locator('#campaign').fill('1234');
      await press(page, 'Look up');
      await page.waitForSelector('.choice');
    },
  },
  'editor-field': {
    path: '/forms/acme-advanced',
    prepare: (page) => page.locator('[data-name="form[firstName]"] .toggle').click(),
  },
  'editor-texts': { path: '/forms/acme-advanced?tab=texts' },
  'editor-delivery': { path: '/forms/hooked?tab=delivery' },
  'editor-review': {
    path: '/forms/hooked?tab=texts',
    prepare: async (page) => {
      await changeTitle(page);
      await pressAndSee('Review and save', 'dialog[open]')(page);
    },
  },
  'editor-fault': {
    path: '/forms/hooked?tab=delivery',
    prepare: async (page) => {
      await page.locator('#webhook-0-url').fill('ftp://hooks.example.com');
      await waitForText(page, '#webhook-0-url-fault', /Use/);
    },
  },
  snippet: { path: '/forms/acme-report/snippet' },
  'snippet-html': { path: '/forms/acme-report/snippet', prepare: (page) => press(page, 'Plain HTML') },
  check: { path: '/forms/night-shift/check' },
  leads: { path: '/leads?enterprise=acme' },
  'leads-none': { path: '/leads?enterprise=globex' },
  'leads-resend': {
    path: leadsThat('attention'),
    prepare: pressAndSee('Resend leads…', 'dialog[open]'),
  },
  'find-person': {
    path: '/leads?enterprise=acme',
    prepare: pressAndSee('Find by email…', 'dialog[open]'),
  },
  'lead-refused': {
    path: leadsThat('refused'),
    prepare: async (page) => {
      await openFirstLead(page);
      await press(page, 'Show answers');
      await page.waitForSelector('lw-lead-answers form');
    },
  },
  'lead-webhooks': { path: '/leads?enterprise=acme&form=hooked', prepare: openFirstLead },
  reports: { path: '/reports?enterprise=acme' },
  'reports-partners': { path: '/reports?enterprise=acme&by=value&and=page&sort=-invalidShare' },
  'reports-days': { path: '/reports?enterprise=acme&by=day&period=7' },
  'reports-links': { path: '/reports?enterprise=acme&by=link&and=form' },
  'reports-custom': {
    path: '/reports?enterprise=acme&by=reason',
    prepare: (page) => page.select('.filters label:last-of-type select', 'custom'),
  },
  'reports-none': { path: '/reports?enterprise=globex' },
  'not-found': { path: '/forms/unknown' },
  help: { path: '/help' },
  'overview-old': { path: '', prepare: goOffline },
  'new-form-refused': { path: '/forms/new', prepare: pressAndSee('Look up', '#campaign-fault') },
  'new-form-unknown': {
    path: '/forms/new',
    prepare: async (page) => {
      await page.locator('#campaign').fill('999');
      await pressAndSee('Look up', '.notice')(page);
    },
  },
  'copy-differs': {
    path: '/forms/new?copy=hooked',
    prepare: async (page) => {
      await page.select('#account', 'globex');
      await page.locator('#campaign').fill('77');
      await pressAndSee('Look up', '.choice')(page);
      await pressAndSee('Continue', '.copied')(page);
    },
  },
  'form-deleted': { path: '/forms/hooked', prepare: pressAndSee('Delete form', '.list .undo') },
  'editor-changed': {
    path: '/forms/hooked?tab=texts',
    prepare: async (page) => {
      await changeTitle(page);
      await page.locator('.side a[href="/console"]').click();
      await page.waitForSelector('dialog[open]');
    },
  },
  'editor-condition': {
    path: '/forms/acme-advanced',
    prepare: async (page) => {
      // The bar with the buttons may lie over it.
      await page.$eval('[data-name="form[company]"] .toggle', (toggle) => (toggle as HTMLElement).click());
      await page.waitForSelector('.field.open [id$="-showIf"]');
      await page.select('.field.open [id$="-showIf"]', 'form[title]');
    },
  },
  'editor-consent': { path: '/forms/acme-report', prepare: pressAndSee('Add a consent', '.field.open') },
  'editor-german': {
    path: '/forms/hooked?tab=texts',
    prepare: async (page) => {
      await page.select('.bar select', 'de');
      await changeTitle(page);
      await page.focus('.bar select');
      await page.select('.bar select', 'fr');
    },
  },
  'test-lead': { path: '/forms/acme-report/snippet', prepare: pressAndSee('Send test', 'lw-test-send .steps') },
  'leads-no-match': { path: '/leads?enterprise=acme&verdict=invalid&channel=SMS' },
  'leads-selected': { path: leadsThat('attention'), prepare: pressAndSee('Select all shown', '.bar .danger') },
  'leads-old': { path: '/leads?enterprise=acme', prepare: goOffline },
  'leads-error': {
    path: '/leads?enterprise=acme',
    prepare: async (page) => {
      await page.setOfflineMode(true);
      await pressAndSee('Resend leads…', '#toasts [role=alert] p')(page);
    },
  },
  'person-found': { path: '/leads?enterprise=acme', prepare: searchFor('nia.okoro.21@example.com') },
  'person-unknown': { path: '/leads?enterprise=acme', prepare: searchFor('nobody@example.com') },
  'lead-held': { path: leadsThat('held'), prepare: openFirstLead },
  'lead-unknown': { path: leadsThat('unknown'), prepare: openFirstLead },
  'lead-quarantined': { path: leadsThat('quarantined'), prepare: openFirstLead },
  'lead-invalid': { path: '/leads?enterprise=acme&verdict=invalid', prepare: openFirstLead },
  'lead-discarding': {
    path: leadsThat('quarantined'),
    prepare: async (page) => {
      await openFirstLead(page);
      await pressAndSee('Discard', 'lw-lead .undo')(page);
    },
  },
  reconcile: { path: '/leads/reconcile?enterprise=acme' },
  'reconcile-compared': {
    path: '/leads/reconcile?enterprise=acme',
    prepare: async (page) => {
      const first = await page.evaluate(async () => {
        const answer = await fetch('/v1/admin/leads?enterprise=acme&verdict=valid');
        return ((await answer.json()) as { leads: { leadId: number }[] }).leads[0]?.leadId;
      });
      const lines = ['Lead ID;Status;Reason', `${first};Invalid;Wrong number`, '999;Invalid;Duplicate', 'x;y;z'];
      await page.locator('#list').fill(lines.join('\n'));
      await press(page, 'Compare with the leads');
      await waitForText(page, 'lw-reconcile', /What would change/);
    },
  },
};

async function goOffline(page: Page): Promise<void> {
  await page.setOfflineMode(true);
  await page.evaluate(() => dispatchEvent(new Event('offline')));
  await page.waitForSelector('.stale');
}

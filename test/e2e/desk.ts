/** What the tests of a console's file share: one Worker and one browser, and for each test a window without a session. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type Desk, openDesk, signIn } from '../support/console.ts';
import { type Leadwire, startLeadwire } from '../support/leadwire.ts';

export let leadwire: Leadwire;
export let browser: Browser;
export let desk: Desk;
export let page: Page;

/** Goes to a view. `path` begins behind `/console`. */
export const open = (path: string): Promise<unknown> => desk.open(path);

type Options = Parameters<typeof startLeadwire>[0] & {
  /** Each test begins on the overview. */
  isSignedIn?: boolean;
};

/** Called once, before a file's own set-up. */
export function useDesk({ isSignedIn = false, ...options }: Options = {}): void {
  beforeAll(async () => {
    [leadwire, browser] = await Promise.all([startLeadwire(options), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await leadwire?.stop();
  });
  beforeEach(async () => {
    desk = await openDesk(browser, leadwire);
    page = desk.page;
    if (isSignedIn) await signIn(page, leadwire);
  });
  afterEach(() => page.browserContext().close());
}

export const countLeads = async (query: string) =>
  ((await (await leadwire.admin(`leads?enterprise=acme&${query}`)).json()) as { leads: unknown[] }).leads.length;

/** Fills in the hidden trap field and has no ticket, so the lead is quarantined. */
export async function sendBot(email: string): Promise<void> {
  const names = { 'form[firstName]': 'Ada', 'form[lastName]': 'Byron', 'form[email]': email };
  await fetch(`${leadwire.workerUrl}/v1/forms/acme-report/leads`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ ...names, hp_ref_code: 'x' }),
  });
}

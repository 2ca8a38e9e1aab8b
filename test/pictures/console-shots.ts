/** Takes every screen of the console: on a desktop and a phone, light, dark and in forced colours. */
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { signIn, waitForText } from '../support/console.ts';
import type { Leadwire } from '../support/leadwire.ts';
import { SCREENS } from './console-screens.ts';

const VIEWPORTS = { desktop: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } };
const COLOURS = {
  light: [],
  dark: [{ name: 'prefers-color-scheme', value: 'dark' }],
  forced: [{ name: 'forced-colors', value: 'active' }],
};
/** Charts and the preview have been drawn by then. */
const SETTLE_MS = 900;
const settle = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS));

export async function takeEveryScreen(browser: Browser, leadwire: Leadwire, folder: string): Promise<void> {
  const page = await browser.newPage();
  const devtools = await page.createCDPSession();
  const take = async (name: string): Promise<void> => {
    for (const [colours, features] of Object.entries(COLOURS)) {
      await devtools.send('Emulation.setEmulatedMedia', { features });
      await page.screenshot({ path: join(folder, `${name}-${colours}.png`) as `${string}.png`, fullPage: true });
    }
    await devtools.send('Emulation.setEmulatedMedia', { features: [] });
  };
  await page.goto(`${leadwire.workerUrl}/console`);
  await page.waitForSelector('#token');
  for (const [device, viewport] of Object.entries(VIEWPORTS)) {
    await page.setViewport(viewport);
    await take(`sign-in-${device}`);
  }
  await page.locator('#token').fill('wrong');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#token-fault');
  await take('sign-in-refused-phone');
  await signIn(page, leadwire);
  // What was typed for one screen must not ask to be saved on the way to the next.
  page.on('dialog', (dialog) => void dialog.accept());
  for (const [device, viewport] of Object.entries(VIEWPORTS)) {
    await page.setViewport(viewport);
    for (const [name, { path, prepare }] of Object.entries(SCREENS)) {
      await page.goto(`${leadwire.workerUrl}/console${path}`);
      await page.waitForSelector('h1');
      await settle();
      await prepare?.(page);
      await settle();
      await take(`${name}-${device}`);
      await page.setOfflineMode(false);
      console.log(`${name}-${device}`);
    }
  }
  // Last, because it ends the session.
  await page.goto(`${leadwire.workerUrl}/console/forms/hooked?tab=texts`);
  await waitForText(page, '.save', /All changes saved/);
  await page.browserContext().deleteCookie(...(await page.browserContext().cookies()));
  await page.locator('#text-title').fill('Another');
  await page.waitForSelector('#token');
  await take('session-expired-phone');
}

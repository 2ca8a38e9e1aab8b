import { createServer, type Server } from 'node:http';
import type { Browser, Page } from 'puppeteer-core';
import { findFreePort } from '../../demo/local/ports.ts';
import type { Leadwire } from './leadwire.ts';

/** Signs in as an operator would, and waits for the overview. */
export async function signIn(
  page: Page,
  { workerUrl, adminToken }: Pick<Leadwire, 'workerUrl' | 'adminToken'>,
): Promise<void> {
  await page.goto(`${workerUrl}/console`);
  await page.locator('#token').fill(adminToken);
  await page.keyboard.press('Enter');
  await page.waitForSelector('lw-account-card h2');
}

/** Waits until a part of the page has this text, and returns the text. */
export async function waitForText(page: Page, selector: string, text: RegExp): Promise<string> {
  const handle = await page.waitForFunction(
    (css: string, pattern: string, flags: string) =>
      [...document.querySelectorAll<HTMLElement>(css)]
        // biome-ignore lint/performance/useDomNodeTextContent: what is hidden does not count.
        .map((each) => each.innerText)
        .find((each) => new RegExp(pattern, flags).test(each)),
    { timeout: 15_000, polling: 100 },
    selector,
    text.source,
    text.flags,
  );
  return (await handle.jsonValue()) as string;
}

/** Presses the button or link with this name. */
export async function press(page: Page, name: string): Promise<void> {
  await page.locator(`aria/${name}`).click();
}

/** A page on another origin, such as the marketer's site. */
export async function servePage(body: string): Promise<{ url: string; server: Server; setBody(body: string): void }> {
  let content = body;
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="en"><title>A site</title><body><main><h1>A site</h1>${content}</main></body></html>`,
    );
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    setBody: (next) => {
      content = next;
    },
  };
}

export interface Desk {
  page: Page;
  /** The browser's complaints, such as anything that the policy forbids. */
  complaints: string[];
  /** Goes to a view. `path` is relative to `/console`. */
  open(path: string): Promise<unknown>;
}

/** A separate browser context without a session. The caller closes it. */
export async function openDesk(browser: Browser, { workerUrl }: Leadwire): Promise<Desk> {
  const page = await (await browser.createBrowserContext()).newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|Trusted Type/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints, open: (path) => page.goto(`${workerUrl}/console${path}`) };
}

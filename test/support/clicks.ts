import type { Page } from 'puppeteer-core';

/** Counts what an operator does with the mouse. Keys and typing are not clicks. */
export async function countClicks(
  page: Page,
): Promise<{ read(): Promise<number>; select(css: string, value: string): Promise<void> }> {
  let chosen = 0;
  let seen = 0;
  await page.exposeFunction('countClick', () => {
    seen += 1;
  });
  const listen = () =>
    addEventListener('pointerdown', () => (globalThis as unknown as { countClick(): void }).countClick(), true);
  await page.evaluateOnNewDocument(listen);
  await page.evaluate(listen);
  return {
    read: async () => seen + chosen,
    // The browser draws the open list itself, outside of the page.
    select: async (css, value) => {
      await page.waitForSelector(css);
      await page.select(css, value);
      chosen += 1;
    },
  };
}

/** How soon a visitor on a slow phone can use the form, and what the page pays for it. */
import type { Browser, Page } from 'puppeteer-core';
import { launchChromium } from '../../support/chromium.ts';
import { figure, median, printTable, ratio } from '../table.ts';
import { listPages } from './pages.ts';
import { serveSite } from './site.ts';

/** Differences of a tenth need this many loads, because a frame is 17 ms long. */
const RUNS = 41;
const PEER_RUNS = 7;
const CPU_SLOWDOWN = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
/** A layout shift or a long task may come after the form is usable. */
const SETTLE_MS = 500;

interface Reading {
  usable: number;
  shift: number;
  blocking: number;
  script: number;
  bytes: number;
  requests: number;
}

export async function measurePages(): Promise<void> {
  const files: Record<string, string> = {};
  const site = await serveSite(files);
  const pages = await listPages(site.url);
  Object.assign(files, ...pages.map((page) => page.files));
  const browser = await launchChromium();
  const readings = new Map<string, Reading[]>(pages.map(({ name }) => [name, []]));
  try {
    for (let run = 0; run < RUNS; run++) {
      for (const page of pages.filter(({ isPeer }) => !isPeer || run < PEER_RUNS))
        readings.get(page.name)?.push(await readPage(browser, site.url + page.path));
    }
  } finally {
    await browser.close();
    await site.close();
  }
  const medians = pages.map(({ name }) => ({ name, ...toMedians(readings.get(name) ?? []) }));
  const find = (name: string) => medians.find((reading) => reading.name === name)?.usable ?? Number.NaN;
  const [plain, lit] = [find('plain HTML form'), find('bare Lit')];
  printTable(
    `Page: 390 px, ${CPU_SLOWDOWN}× CPU slowdown, 1.6 Mbit/s + 150 ms, median of ${RUNS}, of peers ${PEER_RUNS}`,
    ['', 'usable ms', '× plain', '× bare Lit', 'shift', 'blocking ms', 'script ms', 'bytes', 'requests'],
    medians.map(({ name, usable, shift, blocking, script, bytes, requests }) => [
      name,
      figure(usable),
      ratio(usable / plain),
      ratio(usable / lit),
      shift.toFixed(3),
      figure(blocking),
      figure(script),
      figure(bytes),
      figure(requests),
    ]),
  );
}

function toMedians(readings: Reading[]): Reading {
  const of = (key: keyof Reading) => median(readings.map((reading) => reading[key]));
  return {
    usable: of('usable'),
    shift: of('shift'),
    blocking: of('blocking'),
    script: of('script'),
    bytes: of('bytes'),
    requests: of('requests'),
  };
}

async function readPage(browser: Browser, url: string): Promise<Reading> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  try {
    return await read(page, url);
  } finally {
    await context.close();
  }
}

async function read(page: Page, url: string): Promise<Reading> {
  await page.setViewport({ width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const client = await page.createCDPSession();
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', NETWORK);
  await client.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  let bytes = 0;
  let requests = 0;
  client.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength;
    requests += 1;
  });
  await page.evaluateOnNewDocument(observe);
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction(() => window.bench.usable > 0, { polling: 50 });
  await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), SETTLE_MS);
  const { usable, shift, blocking } = await page.evaluate(() => window.bench);
  const { ScriptDuration: script = 0 } = await page.metrics();
  return { usable, shift, blocking, script: script * 1000, bytes, requests };
}

declare global {
  interface Window {
    bench: { usable: number; shift: number; blocking: number };
  }
}

/** Runs in the page, before anything else. */
function observe() {
  const bench = { usable: 0, shift: 0, blocking: 0 };
  window.bench = bench;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) bench.shift += (entry as PerformanceEntry & { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) bench.blocking += Math.max(0, entry.duration - 50);
  }).observe({ type: 'longtask', buffered: true });
  const findEmail = (root: Document | ShadowRoot): Element | null => {
    const found = root.querySelector('input[type="email"]');
    if (found) return found;
    for (const element of root.querySelectorAll('*')) {
      const inner = element.shadowRoot && findEmail(element.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  const look = () => {
    const box = findEmail(document)?.getBoundingClientRect();
    if (box && box.width > 0 && box.height > 0) bench.usable = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

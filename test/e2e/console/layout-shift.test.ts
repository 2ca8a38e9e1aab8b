import { beforeAll, expect, test } from 'vitest';
import { leadwire, page, useDesk } from '../desk.ts';

useDesk({ isSignedIn: true, enterprises: ['acme', 'globex'] });

const VIEWS = [
  '',
  '/forms',
  '/forms/acme-advanced',
  '/forms/acme-advanced?tab=delivery',
  '/forms/acme-report/snippet',
  '/forms/acme-report/check',
  '/reports?and=page',
  '/leads',
];

beforeAll(async () => {
  await leadwire.admin('forms/acme-report/test', { method: 'POST' });
});

interface LayoutShift extends PerformanceEntry {
  sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
}

test.each([1280, 390])('no control moves while answers arrive, at %s px', async (width) => {
  await page.setViewport({ width, height: 900 });
  await page.emulateNetworkConditions({ latency: 100, download: 1e6, upload: 1e6 });
  await page.evaluateOnNewDocument(() => {
    const controls = 'a, button, input, select, textarea, summary';
    const moved: string[] = [];
    new PerformanceObserver((list) => {
      for (const { node, previousRect, currentRect } of (list.getEntries() as LayoutShift[]).flatMap(
        (shift) => shift.sources,
      ))
        if (node instanceof Element && (node.matches(controls) || node.querySelector(controls)))
          moved.push(`${node.localName}.${node.className} from ${previousRect.top} to ${currentRect.top}`);
    }).observe({ type: 'layout-shift', buffered: true });
    Object.assign(globalThis, { moved });
  });
  for (const path of VIEWS) {
    await page.goto(`${leadwire.workerUrl}/console${path}`, { waitUntil: 'networkidle0' });
    const moved = await page.evaluate(() => (globalThis as unknown as { moved: string[] }).moved);
    expect([path, moved]).toEqual([path, []]);
  }
});

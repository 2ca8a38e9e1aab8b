/** Where the visitor came from, as the Worker needs it to pick the channel. Read anew for every submission. */
import { SOURCE } from './sources.ts';

interface Touch {
  page: string;
  referrer: string;
}

const touchOf = (url: string): [string, string][] => [...new URL(url).searchParams].filter(([key]) => SOURCE.test(key));

/** The visit's first page, remembered for as long as the page lives: single-page apps change the address. */
export const landing: Touch = { page: location.href.split('#')[0] ?? '', referrer: document.referrer };

let lastTouched = landing.page;

/** Call on each navigation inside the page: keeps the newest address that names a source. */
export function noteTouch(): void {
  if (touchOf(location.href).length > 0) lastTouched = location.href;
}

// Where the browser tells of navigations inside the page; else the address is read when a form appears and is sent.
globalThis.navigation?.addEventListener('currententrychange', noteTouch);

/** The page now. An address without sources of its own gets those of the last one that had some. */
export function readTouch(): Touch {
  noteTouch();
  const page = new URL(location.href);
  page.hash = '';
  if (touchOf(page.href).length === 0)
    for (const [key, value] of touchOf(lastTouched)) page.searchParams.set(key, value);
  return { page: page.href, referrer: document.referrer };
}

/** The addresses that this page has had: where the visitor came from is read from them when the answers are sent. */

/** Single-page apps change the address as often as they like. */
const MOST = 100;

/** The first, and every later one with a query: it may name a source. In the order of their coming. */
export const addresses = new Set([location.href]);

export function noteAddress(): void {
  if (location.search && addresses.size < MOST) addresses.add(location.href);
}

/** Where the browser tells of navigations inside the page; else the address is read when a form appears and is sent. */
export function watchAddress(): void {
  globalThis.navigation?.addEventListener('currententrychange', noteAddress);
}

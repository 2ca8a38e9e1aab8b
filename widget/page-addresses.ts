/** The addresses that this page has had: where the visitor came from is read from them when the answers are sent. */

/** Single-page apps change the address as often as they like. */
const MOST = 100;

/** The first, and the later ones with a query: it may name a source. In the order of their coming. */
export const addresses = [document.URL];

export function noteAddress(): void {
  const { URL } = document;
  if (!URL.includes('?') || addresses.at(-1) === URL) return;
  addresses.push(URL);
  // The first one stays: it is where the visit began.
  if (addresses.length > MOST) addresses.splice(1, 1);
}

/** Where the browser tells of navigations inside the page; else the address is read when a form appears and is sent. */
export function watchAddress(): void {
  globalThis.navigation?.addEventListener('currententrychange', noteAddress);
}

/** The addresses that this page has had. When the answers are sent, the visitor's source is read from them. */

/** A single-page app may change its address any number of times. */
const MAX_ADDRESSES = 100;

/** Oldest first. Later ones only with a query or a hash, which may name a source. */
export const addresses = [document.URL];

export function noteAddress(): void {
  const address = document.URL;
  if (!/[?#]/.test(address) || addresses[addresses.length - 1] === address) return;
  addresses.push(address);
  // The first one stays: the visit began there.
  if (addresses.length > MAX_ADDRESSES) addresses.splice(1, 1);
}

/** Where the browser has this event; elsewhere the address is read when a form appears and when it is sent. */
export function watchAddress(): void {
  globalThis.navigation?.addEventListener('currententrychange', noteAddress);
}

/** The addresses that this page has had, from which the visitor's source is read when the answers are sent. */

/** A single-page app may change its address any number of times. */
const MAX_ADDRESSES = 100;

/** Oldest first. Later ones only with a query or a hash, which may contain a source. */
export const addresses = [document.URL];

export function noteAddress(): void {
  const address = document.URL;
  if (!/[?#]/.test(address) || addresses[addresses.length - 1] === address) return;
  addresses.push(address);
  // The first one stays, because the visit began there.
  if (addresses.length > MAX_ADDRESSES) addresses.splice(1, 1);
}

/** Without this event, the address is read when a form appears and when it is sent. */
export function watchAddress(): void {
  globalThis.navigation?.addEventListener('currententrychange', noteAddress);
}

/** Addresses of the console's views. Links are plain links; this keeps them from loading the page again. */

/** Asked before a view is left; false keeps it. */
type Guard = () => boolean | Promise<boolean>;
let guard: Guard | undefined;

/** A view with unsaved changes sets one, and takes it back when it has none. */
export const setGuard = (next: Guard | undefined): void => {
  guard = next;
};

/** Whether what is on the screen may go. Asks when something would be lost. */
export const mayLeave = async (): Promise<boolean> => !guard || (await guard());

/** Goes to an address within the console. */
export async function navigate(path: string, { replace = false } = {}): Promise<void> {
  if (!replace && !(await mayLeave())) return;
  if (!replace) guard = undefined;
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  here = path;
  dispatchEvent(new CustomEvent('leadwire-navigated', { detail: { replace } }));
}

/** The address that is shown, for going back to it when a guard says no. */
let here = location.pathname + location.search;

export function startRouter(): void {
  addEventListener('popstate', async () => {
    const wanted = location.pathname + location.search;
    if (guard) {
      // The browser has gone already: come back until the answer is there.
      history.pushState(null, '', here);
      await navigate(wanted);
      return;
    }
    here = wanted;
    dispatchEvent(new CustomEvent('leadwire-navigated', { detail: { replace: false } }));
  });
  addEventListener('click', (event) => {
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || link.target || link.hasAttribute('download') || event.defaultPrevented) return;
    if (link.origin !== location.origin || !/^\/console(\/|$)/.test(link.pathname)) return;
    event.preventDefault();
    void navigate(link.pathname + link.search);
  });
  addEventListener('beforeunload', (event) => {
    if (guard) event.preventDefault();
  });
}

/** Client-side routing. Views use plain links; the router handles their clicks. */

/** Called before leaving a view. False keeps it. */
type Guard = () => boolean | Promise<boolean>;
let guard: Guard | undefined;

/** Set by a view while it has unsaved changes. */
export const setGuard = (next: Guard | undefined): void => {
  guard = next;
};

/** Whether the view may be left. Asks if something would be lost. */
export const mayLeave = async (): Promise<boolean> => !guard || (await guard());

/** Goes to a path within the console. The focus moves to the heading, unless the view stays. */
export async function navigate(path: string, { replace = false, keepsFocus = false } = {}): Promise<void> {
  if (!replace && !(await mayLeave())) return;
  if (!replace) guard = undefined;
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  here = path;
  dispatchEvent(new CustomEvent('leadwire-navigated', { detail: { keepsFocus: keepsFocus || replace } }));
}

/** The current address, to which the router returns if the guard refuses. */
let here = location.pathname + location.search;

export function startRouter(): void {
  addEventListener('popstate', async () => {
    const wanted = location.pathname + location.search;
    if (guard) {
      // The browser has already gone back, so return until the operator has answered.
      history.pushState(null, '', here);
      await navigate(wanted);
      return;
    }
    here = wanted;
    dispatchEvent(new CustomEvent('leadwire-navigated', { detail: { keepsFocus: false } }));
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

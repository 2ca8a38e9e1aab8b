/** Moves a form to a target that appears late, and removes it with its page. */
import type { FeatureFactory } from '../feature.ts';

/** Routers put a page's name into the path, or after `#/`. */
const pageName = (): string => location.pathname + (/^#[!/].*/.exec(location.hash)?.[0] ?? '');

function findTarget(target: string): Element | null {
  try {
    return document.querySelector(target);
  } catch {
    // An invalid selector never matches.
    return null;
  }
}

const placement: FeatureFactory = (host) => {
  let target = host.tag?.dataset.target;
  let page = pageName();
  // A router that corrects an address still shows the same page.
  globalThis.navigation?.addEventListener('currententrychange', ({ navigationType }) => {
    if (navigationType === 'replace') page = pageName();
  });
  new MutationObserver(() => {
    const place = target && host.isConnected ? findTarget(target) : null;
    if (place) {
      place.append(host);
      target = '';
    }
    // React and others keep a tag in the head when its page is gone, or remove it and leave the form.
    const { tag } = host;
    const isTail = host.parentElement === document.body || !host.isConnected;
    if (!tag || !isTail || (tag.isConnected && !document.head.contains(tag))) return;
    if (pageName() !== page) host.remove();
    else if (!host.isConnected && tag.isConnected) document.body.append(host);
  }).observe(document, { childList: true, subtree: true });
  return undefined;
};
export default placement;

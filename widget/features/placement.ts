/** Of a form whose tag does not stand where the form does: it moves to a late target, and leaves with its page. */
import type { FeatureFactory } from '../feature.ts';

/** Routers keep a page's name in the path, or after `#/`. */
const pageName = (): string => location.pathname + (/^#[!/].*/.exec(location.hash)?.[0] ?? '');

function findTarget(target: string): Element | null {
  try {
    return document.querySelector(target);
  } catch {
    // Not a selector: it never will fit.
    return null;
  }
}

const placement: FeatureFactory = (host) => {
  let target = host.tag?.dataset.target;
  let page = pageName();
  // A router that corrects an address shows the same page still.
  globalThis.navigation?.addEventListener('currententrychange', ({ navigationType }) => {
    if (navigationType === 'replace') page = pageName();
  });
  new MutationObserver(() => {
    const place = target && host.isConnected ? findTarget(target) : null;
    if (place) {
      place.append(host);
      target = '';
    }
    // React and others keep a tag in the head when its page has gone, or take it away and leave the form.
    const { tag } = host;
    const isTail = host.parentElement === document.body || !host.isConnected;
    if (!tag || !isTail || (tag.isConnected && !document.head.contains(tag))) return;
    if (pageName() !== page) host.remove();
    else if (!host.isConnected && tag.isConnected) document.body.append(host);
  }).observe(document, { childList: true, subtree: true });
  return undefined;
};
export default placement;

/** Without a shadow root: the same appearance with style sheets of the document, and slots filled by hand. */
import type { FeatureFactory } from '../feature.ts';

/** Nests the rules, so that they do not apply outside the element. */
const toLightCss = (
  css: string,
): string => `lead-form[render=light] {${css.replace(/:host\(([^)]+\)?)\)/g, '&$1').replace(/:host/g, '&')}
  & { slot { display: contents } > :not(.box, form, [slot]) { display: none } }
}`;

const lightDom: FeatureFactory = (host, { css, addSheet }) => {
  // The attribute came too late, because there is a shadow root.
  if (host.renderRoot !== host) return undefined;
  // A copy of a rendered form contains its rendered content.
  const boxes = host.querySelectorAll(':scope > .box');
  for (const stale of [...boxes].slice(0, -1)) stale.remove();
  addSheet(toLightCss(css));
  // Hidden until a state renders their slot.
  let slotted = [...host.querySelectorAll<HTMLElement>(':scope > [slot]')];
  for (const element of slotted) element.hidden = !/^(before|after)$/.test(element.slot);
  // A framework removes its children from the element that it added them to, and inserts others there.
  for (const method of ['removeChild', 'insertBefore', 'replaceChild'] as const) {
    const work: (this: Node, ...nodes: never[]) => Node = Node.prototype[method];
    Object.assign(host, {
      [method](...nodes: never[]) {
        const [last]: unknown[] = nodes.slice(-1);
        const moved = slotted.find((element) => element === last);
        return work.apply(moved?.parentElement ?? host, nodes);
      },
    });
  }
  /** Contains everything that is rendered. */
  let box: Element | null = null;
  // A morph removes everything that the server's markup lacks.
  new MutationObserver(() => {
    if (box && box.parentNode !== host) host.append(box);
  }).observe(host, { childList: true });
  return {
    hostUpdated() {
      box ??= host.querySelector(':scope > .box');
      // The page has removed it.
      slotted = slotted.filter((element) => element.parentElement);
      for (const element of slotted) {
        const slot = host.querySelector(`slot[name="${CSS.escape(element.slot)}"]`);
        element.hidden = !slot;
        if (!slot || element.parentElement === slot) continue;
        slot.textContent = '';
        slot.append(element);
      }
    },
  };
};
export default lightDom;

/** Drawing without a shadow root: the same look from the document's own sheets, and slots done by hand. */

import type { Part } from '../feature.ts';

/** Nesting takes the place of the shadow root: rules reach nothing outside the element. */
const toLightCss = (
  css: string,
): string => `lead-form[render=light] {${css.replace(/:host\(([^)]+\)?)\)/g, '&$1').replace(/:host/g, '&')}
  & { slot { display: contents } > :not(.box, form, [slot]) { display: none } }
}`;

const part: Part = (host, { css, addSheet }) => {
  // Set too late: the shadow root is there.
  if (host.root !== host) return undefined;
  // A copy of a drawn form brings its drawing along.
  const boxes = host.querySelectorAll(':scope > .box');
  for (const stale of [...boxes].slice(0, -1)) stale.remove();
  addSheet(toLightCss(css));
  // Held aside now: once a state has its slot drawn, its content goes there.
  const slotted = [...host.querySelectorAll<HTMLElement>(':scope > [slot]')];
  for (const element of slotted) element.hidden = !/^(before|after)$/.test(element.slot);
  return {
    drawn() {
      for (const element of slotted) {
        const slot = host.querySelector(`slot[name="${CSS.escape(element.slot)}"]`);
        element.hidden = !slot;
        if (slot && element.parentElement !== slot) slot.replaceChildren(element);
      }
    },
  };
};
export default part;

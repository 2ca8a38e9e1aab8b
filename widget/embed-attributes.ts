import { LeadForm } from './lead-form.ts';

/** The Worker inserts its origin when it serves the script, because optimisers copy, inline and join scripts. */
const WRITTEN_IN = '{leadwire}';
export const SERVED_BY = /^https?:/.test(WRITTEN_IN) ? `${WRITTEN_IN}/` : '';

/** An element with the tag's `data-*` attributes. None for a tag without a form, which only registers the element. */
export function createElement(script: HTMLScriptElement): LeadForm | undefined {
  const inAddress = /[?&]form=([\w-]+)/.exec(script.src)?.[1];
  const origin = (SERVED_BY || script.src || location.href).split('/', 3).join('/');
  // The page may have an element for the form in the script's address. jQuery 4 runs a copy of a tag in the head,
  // without the attributes, while the tag itself is where the form belongs.
  const isElsewhere = () =>
    document.querySelector(
      `lead-form[form="${inAddress}"]:not([endpoint]),lead-form[form="${inAddress}"][endpoint="${origin}"],[data-form="${inAddress}"]`,
    );
  const form = script.dataset.form ?? (isElsewhere() ? undefined : inAddress);
  if (form === undefined) return undefined;
  const element = document.createElement('lead-form');
  for (const name of LeadForm.observedAttributes) {
    const value = script.getAttribute(`data-${name}`);
    if (value !== null) element.setAttribute(name, value);
  }
  element.form = form;
  element.endpoint ||= origin;
  // The tag may reserve space for the form, with its own style or with a class whose style sheet may still be loading.
  element.minHeight ||= script.style.minHeight;
  element.className = script.className;
  return element;
}

/** Entry of the script tag: registers `<lead-form>`, and adds one beside each tag that names a form. */
import { createElement, SERVED_BY } from './embed-attributes.ts';
import { LeadForm } from './lead-form.ts';
import { advise, useFeature } from './loading/use-feature.ts';

const findScripts = () => [
  ...document.querySelectorAll<HTMLScriptElement>(
    'script[data-form],script[src*="js?form="],script[src*="widget.js?"][src*="&form="]',
  ),
];

/** Consent managers and optimisers block a tag by changing its type until it may run. */
const CODE = /^(module|\w+\/javascript)?$/;

function mount(script: HTMLScriptElement, element: LeadForm): void {
  element.tag = script;
  const { target } = script.dataset;
  // `:is` accepts an invalid selector, and then matches nothing.
  const place = target && document.querySelector(`:is(${target})`);
  if (place) place.append(element);
  else {
    const isParsed = !document.head.contains(script);
    if (isParsed) script.after(element);
    else document.body.append(element);
    if (target) void advise(element, 'data-target', target);
    // The page's own script has added the tag, and may leave the form to a page that it replaces.
    if (target || !isParsed || document.readyState === 'complete')
      void useFeature(element, 'placement').catch(() => undefined);
  }
  script.style.display = 'none';
  // A loader removes its tag immediately after it has run, or in the next task.
  setTimeout(() =>
    setTimeout(() => {
      element.tagParent = script.parentNode;
    }),
  );
}

/** A form follows its tag, or is removed with it. Routers and optimisers may replace the tag with a copy. */
function follow(element: LeadForm): void {
  const { tag, tagParent } = element;
  if (!tag || !tagParent || (tag.isConnected && tag.parentNode === tagParent)) return;
  const { mounted } = tag.dataset;
  const now = document.querySelector<HTMLScriptElement>(`[data-mounted="${mounted}"]`) ?? undefined;
  if (!now) {
    element.remove();
    delete tag.dataset.mounted;
  } else if (element.parentNode === tagParent && now.parentNode !== tagParent) now.after(element);
  element.tag = now;
  element.tagParent = now?.parentNode;
}

function start(script: HTMLScriptElement): void {
  const { form, mounted, target } = script.dataset;
  // The mark is on the tag itself, because each tag runs its own copy of this file, and a router may restore a page
  // with its form.
  if (mounted || !CODE.test(script.type)) return;
  // The rest of the page may have the target, or an element for the form in the script's address.
  if (document.readyState === 'loading' && (!form || target || document.head.contains(script)))
    return void document.addEventListener('DOMContentLoaded', () => start(script), { once: true });
  script.dataset.mounted = `${Math.random()}`;
  const element = createElement(script);
  if (element) mount(script, element);
}

const current = document.currentScript as HTMLScriptElement | null;
const found = findScripts();
LeadForm.scriptUrl = SERVED_BY || current?.src || found[0]?.src || '';
// This must follow `scriptUrl`, and so cannot import `lead-form-define.ts`: elements in the page load their form from
// the script's origin as soon as the tag is registered. If a page loads two versions of the script, the first one wins.
if (!customElements.get('lead-form')) customElements.define('lead-form', LeadForm);
// If jQuery, a tag manager, a module or a bundle runs this, the tag is any of ours.
for (const script of found) if (script === current || !found.includes(current as HTMLScriptElement)) start(script);
// The tag is in a shadow root, or was removed before it ran.
if (!found[0] && !current?.isConnected && !document.querySelector('lead-form'))
  console.warn('[lead-form] No tag found: put <lead-form form="…"> where the form belongs.');
// Tags that a router inserts as markup never run. While the page loads, each script runs itself.
new MutationObserver(() => {
  document.querySelectorAll('lead-form').forEach(follow);
  if (document.readyState === 'complete') findScripts().map(start);
}).observe(document, { childList: true, subtree: true });

/** Entry of the script tag: registers `<lead-form>`, and adds one beside each tag that names a form. */
import { createElement, SERVED_BY } from './embed-attributes.ts';
import { LeadForm } from './lead-form.ts';
import { advise, useFeature } from './loading/use-feature.ts';

const findScripts = () => [
  ...document.querySelectorAll<HTMLScriptElement>('script[data-form],script[src*="js?form="]'),
];

function mount(script: HTMLScriptElement, element: LeadForm): void {
  const { target } = script.dataset;
  // `:is` accepts an invalid selector, and then matches nothing.
  const place = target && document.querySelector(`:is(${target})`);
  if (place) place.append(element);
  else {
    const isParsed = !document.head.contains(script);
    if (isParsed) script.after(element);
    else document.body.append(element);
    if (target) void advise(element, 'data-target', target);
    // The page's own script has added the tag, and may remove it with its page.
    if (target || !isParsed || document.readyState === 'complete') {
      element.tag = script;
      void useFeature(element, 'placement').catch(() => undefined);
    }
  }
  script.style.display = 'none';
}

function start(script: HTMLScriptElement): void {
  const { form, mounted, target } = script.dataset;
  // The mark is on the tag itself, because each tag runs its own copy of this file, and a router may restore a page
  // with its form.
  if (mounted) return;
  // The rest of the page may have the target, or an element for the form in the script's address.
  if (document.readyState === 'loading' && (!form || target || document.head.contains(script)))
    return void document.addEventListener('DOMContentLoaded', () => start(script), { once: true });
  script.dataset.mounted = 'true';
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
// Tags that a router inserts as markup never run. While the page loads, each script runs itself.
new MutationObserver(() => document.readyState === 'complete' && findScripts().map(start)).observe(document, {
  childList: true,
  subtree: true,
});

/** Entry of the script tag: brings `<lead-form>`, and puts one where a tag with `data-form` stands. */
import { readEmbedConfig } from './embed-attributes.ts';
import { LeadForm } from './lead-form.ts';
import { advise } from './loading/load-form.ts';

function findScripts(): HTMLScriptElement[] {
  // Not `document.currentScript`: an `<img name="currentScript">` takes that name over.
  const current: unknown = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')?.get?.call(document);
  if (current instanceof HTMLScriptElement) return [current];
  // Run by a tag manager, or as a module: any tag of ours that still waits.
  return [...document.querySelectorAll<HTMLScriptElement>('script[data-form]')];
}

function mount(script: HTMLScriptElement, attributes: Record<string, string>): void {
  const element = document.createElement('lead-form');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  const place = findPlace(element, script.dataset.target);
  if (place) place.append(element);
  else if (document.head.contains(script)) document.body.append(element);
  else script.after(element);
  script.style.display = 'none';
}

function findPlace(element: LeadForm, target: string | undefined): Element | null {
  let place: Element | null = null;
  try {
    if (target) place = document.querySelector(target);
  } catch {
    // Not a selector: the same advice.
  }
  if (target && !place) void advise(element, 'data-target', target);
  return place;
}

const scripts = findScripts();
for (const { src } of scripts) LeadForm.scriptUrl ||= src;
// Only now, and so not by `lead-form-define.ts`: an element that waits in the page asks the script's origin for its form
// as soon as it is registered. A page may load the script twice, or two versions of it: the first definition wins.
if (!customElements.get('lead-form')) customElements.define('lead-form', LeadForm);

for (const script of scripts) {
  // Said on the tag itself: each runs its own copy of this file, and a router may put back a copy of the page, form and all.
  const attributes = 'mounted' in script.dataset ? null : readEmbedConfig(script);
  if (!attributes) continue;
  script.dataset.mounted = '';
  const start = () => mount(script, attributes);
  const early = document.readyState === 'loading' && (script.dataset.target || document.head.contains(script));
  if (early) document.addEventListener('DOMContentLoaded', start, { once: true });
  else start();
}

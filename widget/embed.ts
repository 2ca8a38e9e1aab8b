/** Entry of the script tag: registers `<lead-form>`, and puts one where a tag with `data-form` stands. */
import { readEmbedConfig } from './embed-attributes.ts';
import { LeadForm } from './lead-form.ts';
import { advise } from './loading/use-feature.ts';

function findScripts(): HTMLScriptElement[] {
  const current = document.currentScript;
  if (current instanceof HTMLScriptElement) return [current];
  // Run by a tag manager, or as a module: the tag is any of ours. Those already mounted are passed over below.
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
    // Not a selector: advised as if it fitted nothing.
  }
  if (target && !place) void advise(element, 'data-target', target);
  return place;
}

const scripts = findScripts();
for (const { src } of scripts) LeadForm.scriptUrl ||= src;
// After `scriptUrl` is set, hence not by importing `lead-form-define.ts`: elements in the page load their form from the
// script's origin as soon as the tag is registered. A page may load two versions of the script: the first one wins.
if (!customElements.get('lead-form')) customElements.define('lead-form', LeadForm);

for (const script of scripts) {
  // Marked on the tag itself: each tag runs its own copy of this file, and a router may restore a page with its form.
  const attributes = 'mounted' in script.dataset ? null : readEmbedConfig(script);
  if (!attributes) continue;
  script.dataset.mounted = '';
  const start = () => mount(script, attributes);
  const early = document.readyState === 'loading' && (script.dataset.target || document.head.contains(script));
  if (early) document.addEventListener('DOMContentLoaded', start, { once: true });
  else start();
}

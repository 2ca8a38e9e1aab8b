/** Entry of the script tag: brings `<lead-form>`, and puts one where a tag with `data-form` stands. */
import { noteTouch } from './attribution.ts';
import { type EmbedConfig, readEmbedConfig } from './embed-config.ts';
import { LeadForm } from './lead-form.ts';
import './lead-form-define.ts';
import { warn } from './warn.ts';

/** Tags that have their form. On the global, since each tag runs its own copy of this file. */
const { mounted } = LeadForm.shared;

function findScripts(): HTMLScriptElement[] {
  // Not `document.currentScript`: an `<img name="currentScript">` takes that name over.
  const current: unknown = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')?.get?.call(document);
  if (current instanceof HTMLScriptElement) return [current];
  // Run by a tag manager, or as a module: any tag of ours that still waits.
  return [...document.querySelectorAll<HTMLScriptElement>('script[data-form]')];
}

function mount(script: HTMLScriptElement, { attributes, target }: EmbedConfig): void {
  const place = target && find(target);
  const element = document.createElement('lead-form');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (place) place.append(element);
  else if (document.head.contains(script)) document.body.append(element);
  else script.after(element);
  script.style.display = 'none';
}

function find(selector: string): Element | null {
  try {
    const place = document.querySelector(selector);
    if (!place) warn(`data-target="${selector}" is nowhere on the page: the form stands at its script tag.`);
    return place;
  } catch {
    warn(`data-target="${selector}" is not a CSS selector, such as "#form": the form stands at its script tag.`);
    return null;
  }
}

for (const script of findScripts()) {
  if (script.src) LeadForm.scriptUrl ||= script.src;
  const config = mounted.has(script) ? null : readEmbedConfig(script);
  if (!config) continue;
  mounted.add(script);
  const start = () => mount(script, config);
  const early = document.readyState === 'loading' && (config.target || document.head.contains(script));
  if (early) document.addEventListener('DOMContentLoaded', start, { once: true });
  else start();
}

addEventListener('popstate', noteTouch);

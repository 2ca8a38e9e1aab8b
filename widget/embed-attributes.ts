import { LeadForm } from './lead-form.ts';

/** The tag's `data-*` attributes as the element's. Null without `data-form`: such a tag only registers the element. */
export function readEmbedConfig(script: HTMLScriptElement): Record<string, string> | null {
  if (!script.hasAttribute('data-form')) return null;
  const attributes: Record<string, string> = { endpoint: (script.src || location.href).split('/', 3).join('/') };
  for (const name of LeadForm.observedAttributes) {
    const value = script.getAttribute(`data-${name}`);
    if (value !== null) attributes[name] = value;
  }
  // The tag may reserve the form's room, by its own style or by a class whose style sheet may still be loading.
  if (script.style.minHeight) attributes['min-height'] ??= script.style.minHeight;
  if (script.className) attributes.class = script.className;
  return attributes;
}

import { warn } from './warn.ts';

const ATTRIBUTES =
  'form endpoint channel link locale theme accent title submit-label success-message redirect render prefill analytics storage min-height debug';

/** What a script tag asks for: the element's attributes, and where it is to stand. */
export interface EmbedConfig {
  attributes: Record<string, string>;
  target: string | undefined;
}

/** The tag's `data-*` attributes as the element's. Null when the tag only brings the element, without `data-form`. */
export function readEmbedConfig(script: HTMLScriptElement): EmbedConfig | null {
  if (!script.dataset.form) {
    if (script.dataset.form === '') warn('data-form is empty: give it the id of a form, data-form="my-form".');
    return null;
  }
  const attributes: Record<string, string> = { endpoint: new URL(script.src || location.href).origin };
  for (const name of ATTRIBUTES.split(' ')) {
    const value = script.getAttribute(`data-${name}`);
    if (value !== null) attributes[name] = value;
  }
  // The tag may reserve the room that the form will take: hand it on.
  const reserved = getComputedStyle(script);
  if (reserved.display !== 'none' && reserved.minHeight !== 'auto') attributes['min-height'] ??= reserved.minHeight;
  return { attributes, target: script.dataset.target };
}

/** Warns about an attribute's invalid value, with the valid ones, once per page. */
import type { FeatureFactory } from '../feature.ts';

const WANTED: Record<string, string> = {
  form: 'the id of a form, such as my-form',
  accent: 'an opaque CSS colour, such as #0a58ca',
  'data-target': 'the selector of an element of this page, such as #form',
  'min-height': 'a CSS length, such as 26rem',
  endpoint: 'an origin, such as https://leads.example.com',
  redirect: 'an http or https address',
  link: 'the number of a tracking link, such as 25',
  locale: 'a language, such as en or de-AT',
  theme: 'light, dark or auto',
  render: 'shadow or light',
  analytics: 'datalayer or off',
  prefill: 'on or off',
  storage: 'on or off',
  draft: 'on or off',
};
/** Attributes whose names differ from their properties. */
const ATTRIBUTES: Record<string, string> = { minHeight: 'min-height', renderMode: 'render' };

const warned = new Set<string>();

const attributeAdvice: FeatureFactory = (host) => ({
  advise(name, value) {
    const attribute = ATTRIBUTES[name] ?? name;
    const text = `${attribute}="${value}" is ignored: give it ${WANTED[attribute]}.`;
    host.warnings.push(text);
    if (!warned.has(text)) console.warn(`[lead-form] ${text}`);
    warned.add(text);
    host.requestUpdate();
  },
});
export default attributeAdvice;

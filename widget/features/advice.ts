/** Warns the page's owner of what keeps a form from working as wanted, and says how to correct it, once per page. */
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

const advice: FeatureFactory = (host) => {
  const adviseOn = (about: string, value: string): string => {
    if (about === 'unavailable') return `No form "${value}" from ${host.origin}: check id, endpoint, network.`;
    if (about === 'forbidden') {
      // A sandbox has no origin to add.
      const wanted = origin === 'null' ? 'allow-same-origin to the sandbox, and the page' : origin;
      return `Add ${wanted} to the allowed sites of "${value}" to show it here.`;
    }
    const attribute = ATTRIBUTES[about] ?? about;
    return `${attribute}="${value}" is ignored: give it ${WANTED[attribute]}.`;
  };
  return {
    advise(about, value) {
      const text = adviseOn(about, value);
      host.warnings.push(text);
      if (!warned.has(text)) console.warn(`[lead-form] ${text}`);
      warned.add(text);
      host.requestUpdate();
    },
  };
};
export default advice;

/** Names each attribute that cannot be used, with the fix, once a page. */
import type { Part } from '../feature.ts';

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
};

const said = new Set<string>();

const part: Part = (host) => ({
  advise(name, value) {
    const text = `${name}="${value}" is left aside: give it ${WANTED[name]}.`;
    host.warnings.push(text);
    if (!said.has(text)) console.warn(`[lead-form] ${text}`);
    said.add(text);
    host.requestUpdate();
  },
});
export default part;

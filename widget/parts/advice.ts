/** Names each attribute that cannot be used, with the fix, once a page. */
import type { Part } from '../kit.ts';

const WANTED: Record<string, string> = {
  form: 'the id of a form, such as my-form',
  accent: 'a CSS colour, such as #0a58ca',
  'min-height': 'a CSS length, such as 26rem',
  endpoint: 'an origin, such as https://leads.example.com',
  redirect: 'an http or https address',
  theme: 'light, dark or auto',
  render: 'shadow or light',
  analytics: 'datalayer or off',
  prefill: 'on or off',
  storage: 'on or off',
};

const said = new Set<string>();

const part: Part = () => ({
  advise(name, value) {
    const text = `[lead-form] ${name}="${value}" is left aside: give it ${WANTED[name]}.`;
    if (!said.has(text)) console.warn(text);
    said.add(text);
  },
});
export default part;

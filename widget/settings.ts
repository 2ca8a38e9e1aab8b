/** Checks an element's attributes: what cannot be used is named once, with the fix, and left aside. */
import type { LeadForm } from './lead-form.ts';
import { warn } from './warn.ts';

const ALLOWED: Record<string, string> = {
  theme: 'light dark auto',
  render: 'shadow light',
  prefill: 'on off',
  storage: 'on off',
  analytics: 'datalayer off',
};

export function checkSettings(element: LeadForm): void {
  const value = (name: string) => element.getAttribute(name) ?? '';
  for (const [name, allowed] of Object.entries(ALLOWED))
    if (value(name) && !allowed.split(' ').includes(value(name))) complain(name, allowed.replaceAll(' ', ' or '));
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(value('form'))) complain('form', 'the id of a form, such as my-form');
  if (value('endpoint') && !/^https?:\/\/[^/]+\/?$/.test(value('endpoint')))
    complain('endpoint', 'an origin, such as https://leads.example.com', true);
  if (value('redirect') && !/^https?:$/.test(URL.parse(value('redirect'), location.href)?.protocol ?? ''))
    complain('redirect', 'an http or https address', true);
  use('accent', '--lead-form-accent', 'color', 'a CSS colour, such as #0a58ca');
  use('min-height', 'min-height', 'min-height', 'a CSS length, such as 26rem');

  function use(name: string, property: string, kind: string, wanted: string): void {
    if (!value(name)) return;
    if (CSS.supports(kind, value(name))) element.style.setProperty(property, value(name));
    else complain(name, wanted);
  }

  function complain(name: string, wanted: string, drop = false): void {
    warn(`${name}="${value(name)}" is left aside: give it ${wanted}.`);
    if (drop) element.removeAttribute(name);
  }
}

/** The element's attributes as reactive properties, and which of their values can be used. */

/** Text. A property is reflected as its attribute, for style sheets. */
const text = (attribute: string | true = true) => ({ attribute, reflect: true });

export const TEXT_ATTRIBUTES = {
  form: text(),
  endpoint: text(),
  channel: text(),
  link: text(),
  locale: text(),
  theme: text(),
  accent: text(),
  // Every element has a `title`, which is blank without the attribute.
  title: { reflect: true, useDefault: true },
  submitLabel: text('submit-label'),
  successMessage: text('success-message'),
  redirect: text(),
  // `render` is a method of Lit.
  renderMode: text('render'),
  prefill: text(),
  analytics: text(),
  storage: text(),
  draft: text(),
  minHeight: text('min-height'),
};

/** Named like the property. */
export type Setting = keyof typeof TEXT_ATTRIBUTES;

export const isSetting = (name: PropertyKey): name is Setting => name in TEXT_ATTRIBUTES;

export function isWebAddress(address: string): boolean {
  try {
    return /^https?:/.test(new URL(address, location.href).protocol);
  } catch {
    return false;
  }
}

/** Any text is valid. */
export function isUsable(name: Setting, value: string): boolean {
  switch (name) {
    case 'accent':
      // Text on a transparent colour may be unreadable.
      return CSS.supports('color', value) && !/^(currentcolor|transparent)$|^#(.{4}|.{8})$|\/|a\(/i.test(value);
    case 'minHeight':
      return CSS.supports('min-height', value);
    default:
      return CHOICES[name]?.test?.(value) ?? true;
  }
}

const SWITCH = /^(on|off)$/;
const CHOICES: Partial<Record<Setting, RegExp>> = {
  endpoint: /^https?:\/\/[^/]+\/?$/,
  // http, https, or a URL within the site.
  redirect: /^(https?:|[^:]*([/?#]|$))/i,
  link: /^\d+$/,
  locale: /^[a-z]{2,3}([-_]\w+)*$/i,
  theme: /^(light|dark|auto)$/,
  renderMode: /^(light|shadow)$/,
  analytics: /^(datalayer|off)$/,
  prefill: SWITCH,
  storage: SWITCH,
  draft: SWITCH,
};

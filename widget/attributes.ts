/** What attributes may say. A value that cannot be used is left aside; a lazy part names it with the fix. */

/** Without `data-`, which script tags put before them. */
export const ATTRIBUTES =
  /* @__PURE__ */ 'form endpoint channel link locale theme accent title submit-label success-message redirect render prefill analytics storage min-height debug'.split(
    ' ',
  );

export function isWebAddress(address: string): boolean {
  try {
    return /^https?:/.test(new URL(address, location.href).protocol);
  } catch {
    return false;
  }
}

/** Whether an attribute of ours has a value that can be used. Texts always can; lengths the browser knows. */
export function isUsable(name: string, value: string): boolean {
  return name === 'accent'
    ? // What shows through has no readable text.
      CSS.supports('color', value) && !/^(currentcolor|transparent)$|^#(.{4}|.{8})$|\/|a\(/i.test(value)
    : name === 'redirect'
      ? isWebAddress(value)
      : (CHOICES[name]?.test(value) ?? true);
}

const SWITCH = /^(on|off)$/;
const CHOICES: Record<string, RegExp> = {
  endpoint: /^https?:\/\/[^/]+\/?$/,
  link: /^\d+$/,
  locale: /^[a-z]{2,3}([-_]\w+)*$/i,
  theme: /^(light|dark|auto)$/,
  render: /^(light|shadow)$/,
  analytics: /^(datalayer|off)$/,
  prefill: SWITCH,
  storage: SWITCH,
};

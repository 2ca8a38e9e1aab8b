/** Said before the definition, which brings the visitor's language, is there. */
const EARLY: Record<string, string> = {
  loading: 'Loading…',
  unavailable: 'The form did not load.',
  open_hosted: 'Open the form',
  forbidden: 'Add {origin} to the form’s origins to show it here.',
};

/** `{label}` becomes the value's text. */
export const fill = (text: string, values?: Record<string, string | number>): string =>
  values ? text.replace(/\{(\w+)\}/g, (whole, key: string) => `${values[key] ?? whole}`) : text;

export const say = (
  messages: Record<string, string> | undefined,
  key: string,
  values?: Record<string, string | number>,
): string => fill(messages?.[key] ?? EARLY[key] ?? '', values);

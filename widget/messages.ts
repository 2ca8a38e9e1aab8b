/** Said before the definition, which brings the visitor's language, is there. */
const EARLY: Record<string, string> = {
  loading: 'Loading the form…',
  unavailable: 'The form could not be loaded.',
  open_hosted: 'Open the form in a new page',
  forbidden: 'This page may not show the form: its address ({origin}) is not on the form’s list.',
};

/** `{label}` becomes the value's text. */
export const fill = (text: string, values: Record<string, string | number> = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, key: string) => `${values[key] ?? whole}`);

export const say = (
  messages: Record<string, string> | undefined,
  key: string,
  values?: Record<string, string | number>,
): string => fill(messages?.[key] ?? EARLY[key] ?? '', values);

import type { Definition } from '../worker/protocol/wire.ts';

/** Used before the definition is loaded, and for messages that it lacks. */
const MESSAGES: Record<string, string> = {
  loading: 'Loading…',
  unavailable: 'The form cannot be shown here.',
  open_hosted: 'Open the form',
};

/** Replaces the form's own definition until that is loaded. */
export const NO_DEFINITION: Definition = {
  form: '',
  locale: 'en',
  dir: 'ltr',
  submitLabel: '',
  fields: [],
  messages: {},
  success: { message: '' },
  closed: false,
  closedMessage: '',
  ticket: '',
  honeypot: '',
  touch: 'last',
};

/** The message of this key. Placeholders such as `{label}` become their values. */
export function say(
  messages: Record<string, string>,
  key: string,
  values: Record<string, string | number> = {},
): string {
  const text = messages[key] ?? MESSAGES[key] ?? '';
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => `${values[name] ?? placeholder}`);
}

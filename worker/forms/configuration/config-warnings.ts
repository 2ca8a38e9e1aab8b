import type { Fault, FormConfig } from './config.ts';
import type { FieldConfig } from './config-field.ts';
import { parseFieldSource } from './field-source.ts';

/** Warnings about hidden fields that never get a value. They can be saved, but are hardly intended. */
export function findWarnings({ fields = [], origins }: Pick<FormConfig, 'fields' | 'origins'>): Fault[] {
  return fields.flatMap((field, index) => {
    const message = field.type === 'hidden' ? findNoValue(field, origins.length > 0) : undefined;
    return message ? [{ path: `fields[${index}]`, message }] : [];
  });
}

function findNoValue({ value, from, hide }: FieldConfig, hasPages: boolean): string | undefined {
  if (hide) return 'This field is left out, so its value is never sent: take "hide" away.';
  if (from === undefined) {
    return value?.trim() ? undefined : 'This hidden field never gets a value: add "value" or "from".';
  }
  const kind = parseFieldSource(from)?.kind;
  const needsPage = kind === 'page' || kind === 'input';
  return needsPage && !hasPages
    ? 'This hidden field never gets a value: only a page of yours can give it, and "origins" names none.'
    : undefined;
}

import type { ResolvedForm } from '../forms/form.ts';
import { formatMessage, getMessages, type MessageKey } from '../forms/language/messages.ts';
import type { FieldDefinition, FieldProblem } from '../protocol/wire.ts';

/** The stable codes: what asks for a choice is still the same fault. */
const SHOWN_CODE: Record<string, string> = { required_choice: 'required' };

/** Says what is wrong, in the visitor's language. */
export function toErrors(
  complaints: readonly { name: string; code: string; field?: FieldDefinition }[],
  locale: string,
): Record<string, FieldProblem[]> {
  const messages: Record<string, string> = getMessages(locale);
  const errors: Record<string, FieldProblem[]> = {};
  for (const { name, code, field } of complaints) {
    const key: MessageKey = name === 'form' ? 'refused_form' : (code as MessageKey);
    const text = messages[key] ?? messages.refused ?? '';
    const message = formatMessage(text, {
      label: field?.label ?? '',
      max:
        field?.maxlength !== undefined && code === 'too_long'
          ? String(field.maxlength)
          : sayLimit(field, 'max', locale),
      min: sayLimit(field, 'min', locale),
    });
    errors[name] = [...(errors[name] ?? []), { code: SHOWN_CODE[code] ?? code, message }];
  }
  return errors;
}

/** A number as it stands; a date in words. */
function sayLimit(field: FieldDefinition | undefined, end: 'min' | 'max', locale: string): string {
  const limit = field?.[end] ?? '';
  const date = new Date(limit);
  if (!/^(date|dob)$/.test(field?.type ?? '') || Number.isNaN(date.getTime())) return limit;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

/** The drawn field that one of Convertr's names belongs to. */
export function findField({ fields }: ResolvedForm, name: string): FieldDefinition | undefined {
  const leaves = fields.flatMap((field) => [field, ...(field.fields ?? [])]);
  return leaves.find((field) => field.name === name || field.name === `${name}[]`);
}

import type { FieldDefinition, FieldProblem } from '../contract.ts';
import type { ResolvedForm } from '../forms/form.ts';
import { formatMessage, getMessages, type MessageKey } from '../forms/messages.ts';

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
      max: field?.maxlength !== undefined && code === 'too_long' ? String(field.maxlength) : (field?.max ?? ''),
      min: field?.min ?? '',
    });
    errors[name] = [...(errors[name] ?? []), { code: SHOWN_CODE[code] ?? code, message }];
  }
  return errors;
}

/** The drawn field that one of Convertr's names belongs to. */
export function findField({ fields }: ResolvedForm, name: string): FieldDefinition | undefined {
  const leaves = fields.flatMap((field) => [field, ...(field.fields ?? [])]);
  return leaves.find((field) => field.name === name || field.name === `${name}[]`);
}

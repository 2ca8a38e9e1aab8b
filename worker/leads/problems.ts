import type { ResolvedForm } from '../forms/form.ts';
import { formatMessage, getMessages, type MessageKey } from '../forms/language/messages.ts';
import type { FieldDefinition, FieldProblem } from '../protocol/wire.ts';

interface Complaint {
  /** Convertr's name, or `form` for the whole. */
  name: string;
  code: string;
  field?: FieldDefinition | undefined;
  /** What placeholders of the message stand for, beside those that the field fills. */
  values?: Record<string, string> | undefined;
}

/** Codes that have a message of their own but are one fault to a program. */
const WIRE_CODES: Record<string, string> = { required_choice: 'required' };

/** Says what is wrong, by field and in the visitor's language. */
export function toErrors(complaints: readonly Complaint[], locale: string): Record<string, FieldProblem[]> {
  const messages: Record<string, string> = getMessages(locale);
  const errors: Record<string, FieldProblem[]> = {};
  for (const { name, code, field, values } of complaints) {
    const key: MessageKey = name === 'form' ? 'refused_form' : (code as MessageKey);
    const own = code === 'pattern' ? field?.patternMessage : code === 'email_domain' ? field?.refuseMessage : undefined;
    const text = messages[key] ?? messages.refused ?? '';
    const isTooLong = field?.maxlength !== undefined && code === 'too_long';
    const message =
      own ??
      formatMessage(text, {
        label: field?.label ?? '',
        max: isTooLong ? String(field.maxlength) : formatLimit(field, 'max', locale),
        min: code === 'too_short' ? String(field?.minlength) : formatLimit(field, 'min', locale),
        ...values,
      });
    errors[name] = [...(errors[name] ?? []), { code: WIRE_CODES[code] ?? code, message }];
  }
  return errors;
}

/** Convertr's complaints, each on the field that stands for its name. */
export function toRefusalErrors(
  refused: readonly { name: string; code: string }[],
  { fields }: ResolvedForm,
  locale: string,
): Record<string, FieldProblem[]> {
  const all = fields.flatMap((field) => [field, ...(field.fields ?? [])]);
  const complaints = refused.map(({ name, code }) => {
    const field = all.find((each) => each.name === name || each.name === `${name}[]`);
    return { name: field?.name ?? 'form', code, field };
  });
  return toErrors(complaints.length > 0 ? complaints : [{ name: 'form', code: 'refused' }], locale);
}

/** A date is written out; a number stays as it is. */
function formatLimit(field: FieldDefinition | undefined, end: 'min' | 'max', locale: string): string {
  const limit = field?.[end] ?? '';
  const date = new Date(limit);
  if (!/^(date|dob)$/.test(field?.type ?? '') || Number.isNaN(date.getTime())) return limit;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

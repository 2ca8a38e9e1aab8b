import type { ResolvedForm } from '../forms/form.ts';
import { formatMessage, getMessages } from '../forms/language/messages.ts';
import { ownMessageOf } from '../protocol/text-rules.ts';
import type { FieldDefinition, FieldProblem } from '../protocol/wire.ts';

interface Complaint {
  /** Convertr's name, or `form` for the whole. */
  name: string;
  code: string;
  field?: FieldDefinition | undefined;
  /** Values of the message's placeholders, besides those from the field. */
  values?: Record<string, string> | undefined;
}

/** Turns problems into messages by field, in the visitor's language. */
export function toErrors(complaints: readonly Complaint[], locale: string): Record<string, FieldProblem[]> {
  const messages: Record<string, string> = getMessages(locale);
  const errors: Record<string, FieldProblem[]> = {};
  for (const { name, code, field, values } of complaints) {
    const key = name === 'form' ? 'refused_form' : isDate(field) && /^(min|max)$/.test(code) ? `date_${code}` : code;
    const text = messages[key] ?? messages.refused ?? '';
    const isTooLong = field?.maxlength !== undefined && code === 'too_long';
    const own = field && ownMessageOf(field, code);
    const message = formatMessage(own ?? text, {
      label: field?.label ?? '',
      max: isTooLong ? String(field.maxlength) : formatLimit(field, 'max', locale),
      min: code === 'too_short' ? String(field?.minlength) : formatLimit(field, 'min', locale),
      ...values,
    });
    errors[name] = [...(errors[name] ?? []), { code, message }];
  }
  return errors;
}

/** Convertr's complaints, each assigned to the field of that name. */
export function toRefusalErrors(
  refused: readonly { name: string; code: string }[],
  form: ResolvedForm,
  locale: string,
): Record<string, FieldProblem[]> {
  const complaints = refused.map(({ name, code }) => {
    const field = findField(form, name);
    return { name: field?.name ?? 'form', code, field };
  });
  return toErrors(complaints.length > 0 ? complaints : [{ name: 'form', code: 'refused' }], locale);
}

/** True if Convertr names a field that the form does not have. */
export const namesOtherField = (refused: readonly { name: string }[], form: ResolvedForm): boolean =>
  refused.some(({ name }) => name !== 'form' && !findField(form, name));

const findField = ({ fields }: ResolvedForm, name: string): FieldDefinition | undefined =>
  fields
    .flatMap((field) => [field, ...(field.fields ?? [])])
    .find((each) => each.name === name || each.name === `${name}[]`);
const isDate = (field: FieldDefinition | undefined): boolean => field?.type === 'date' || field?.type === 'dob';

/** A date is written out. A number stays as it is. */
function formatLimit(field: FieldDefinition | undefined, end: 'min' | 'max', locale: string): string {
  const limit = field?.[end] ?? '';
  const date = new Date(limit);
  if (!isDate(field) || Number.isNaN(date.getTime())) return limit;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

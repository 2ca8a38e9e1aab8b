import type { Option } from '../../protocol/wire.ts';
import type { FieldConfig } from '../configuration/config-field.ts';
import { getLabels, localise } from '../language/messages.ts';
import { languageOf } from '../language/text-language.ts';
import { omitUndefined } from '../omit-undefined.ts';

/** Convertr's three titles, accepted in any case. */
const CONTACT_TYPES = ['Email', 'SMS', 'Post'] as const;

export function listContactTypes(locale: string): Option[] {
  const { contact_email, contact_sms, contact_post } = getLabels(locale);
  const labels = [contact_email, contact_sms, contact_post];
  return CONTACT_TYPES.map((value, index) => ({ value, label: labels[index] ?? value }));
}

/** The options of a configuration, in the form's language if they are translated. */
export function toOptions(
  options: FieldConfig['options'],
  locale: string,
  own: string | undefined,
): Option[] | undefined {
  return options?.map((option) => {
    const { value, label = value } = typeof option === 'string' ? { value: option } : option;
    return omitUndefined({ value, label: localise(label, locale) ?? value, lang: languageOf(label, locale, own) });
  });
}

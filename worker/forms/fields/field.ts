import type { FieldDefinition, FieldType, Option } from '../../protocol/wire.ts';
import type { FieldConfig } from '../configuration/config-field.ts';
import { getLabels, getMessages, getRequiredMessage, localise } from '../language/messages.ts';
import { toWords } from '../language/rich-text.ts';
import { languageOf, languageOfNames } from '../language/text-language.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { isDialCode, type Slot } from './groups.ts';
import { inferField, toLabel, toPath } from './infer.ts';
import { listContactTypes, toOptions } from './options.ts';

interface FieldInput {
  slot: Slot;
  /** The configuration's entry for the slot. */
  entry: FieldConfig | undefined;
  /** Its entries for the slot's members. */
  memberEntries: FieldConfig[];
  locale: string;
  /** The locale of texts in the configuration that name none. */
  own: string | undefined;
  country: string | undefined;
}

/** What all fields of a form share. */
type Setting = Pick<FieldInput, 'locale' | 'own' | 'country'>;

const CHOICES: readonly FieldType[] = ['select', 'multiselect', 'radio', 'checkboxes'];
const TEXT_MAX = 500;

/** The definition of one question. */
export function buildField(input: FieldInput): FieldDefinition {
  if (input.slot.kind === 'phone') return buildPhone(input);
  if (input.slot.kind === 'address') return buildAddress(input);
  return buildSingle(input.slot.name, input.entry, input);
}

function buildPhone({ slot, entry, memberEntries, ...setting }: FieldInput): FieldDefinition {
  const code = slot.members.find((name) => isDialCode(toPath(name).at(-1) ?? ''));
  const number = slot.members.find((name) => name !== code);
  const refined = { ...memberEntries.find(({ name }) => name === number), ...entry, name: slot.name };
  const base = buildSingle(slot.name, { ...refined, type: 'phone' }, setting);
  if (!code || !number) return base;
  return {
    ...base,
    fields: [
      {
        name: code,
        type: 'country',
        label: getMessages(setting.locale).country_code,
        required: base.required,
        autocomplete: 'tel-country-code',
      },
      {
        name: number,
        type: 'tel',
        label: base.label,
        required: base.required,
        autocomplete: 'tel-national',
        inputmode: 'tel',
      },
    ],
  };
}

function buildAddress({ slot, entry, memberEntries, ...setting }: FieldInput): FieldDefinition {
  const lines = slot.members
    .map((name) => ({ name, refined: memberEntries.find((member) => member.name === name) }))
    .filter(({ refined }) => !refined?.hide && refined?.type !== 'hidden');
  const base = buildSingle(slot.name, { ...entry, name: slot.name, type: 'address' }, setting);
  const { autocomplete: _, ...group } = base;
  const { locale, own } = setting;
  return omitUndefined({
    ...group,
    label: localise(entry?.label, locale) ?? getLabels(locale).address,
    lang: languageOf(entry?.label, locale, own),
    fields: lines.map(({ name, refined }, index) => ({
      ...buildSingle(name, base.sensitive ? { name, ...refined, sensitive: true } : refined, setting),
      // A required address needs its first line and its postcode. Not everybody has more lines.
      required: refined?.required ?? (base.required && (index === 0 || /post|zip/i.test(name))),
    })),
  });
}

/** A field inferred from its name, refined by its entry. */
function buildSingle(name: string, entry: FieldConfig | undefined, { locale, own, country }: Setting): FieldDefinition {
  const inferred = inferField(name);
  const labels = getLabels(locale);
  const options =
    toOptions(entry?.options, locale, own) ??
    (inferred.label === 'contact_types' ? listContactTypes(locale) : undefined);
  const type = pickType(name, entry, inferred.type, options);
  const rich = localise(entry?.text, locale);
  const label =
    localise(entry?.label, locale) ??
    (rich && toWords(rich)) ??
    (inferred.label ? labels[inferred.label] : toLabel(name));
  const keepsHints = entry?.type === undefined || entry.type === inferred.type || type === 'tel';
  const maxlength = entry?.maxlength ?? inferred.maxlength ?? (type === 'textarea' ? 2000 : TEXT_MAX);
  const isBox = type === 'consent' || type === 'checkbox';
  const given = (isBox && entry?.text) || (entry?.label ?? entry?.text);
  const isTypedList = type === 'textarea' && name.endsWith('[]');
  const isChosen = CHOICES.includes(type) || type === 'country';
  const known = inferred.label;
  return omitUndefined({
    name,
    type,
    label,
    lang: given || known ? languageOf(given, locale, own) : languageOfNames(locale),
    required: entry?.required ?? inferred.required ?? false,
    // A publisher's own label may ask for something else than the field's name suggests.
    requiredMessage: known && label === labels[known] ? getRequiredMessage(locale, known, isChosen) : undefined,
    autocomplete: entry?.autocomplete ?? inferred.autocomplete,
    inputmode: entry?.inputmode ?? (keepsHints ? inferred.inputmode : type === 'number' ? 'decimal' : undefined),
    placeholder: localise(entry?.placeholder, locale),
    help: localise(entry?.help, locale) ?? (isTypedList ? getMessages(locale).one_per_line : undefined),
    helpLang: entry?.help && languageOf(entry.help, locale, own),
    options,
    text: isBox ? rich : undefined,
    width: entry?.width ?? inferred.width,
    maxlength: CHOICES.includes(type) || type === 'consent' ? undefined : maxlength,
    minlength: entry?.minlength,
    pattern: entry?.pattern,
    patternMessage: localise(entry?.patternMessage, locale),
    refuse: entry?.refuse,
    refuseMessage: localise(entry?.refuseMessage, locale),
    format: entry?.format,
    min: entry?.min,
    max: entry?.max,
    step: entry?.step,
    showIf: entry?.showIf,
    sensitive: entry?.sensitive || undefined,
    value: entry?.value,
    ticked: isBox ? (entry?.ticked ?? '1') : undefined,
    country: type === 'phone' || type === 'country' ? (entry?.country ?? country) : undefined,
  });
}

function pickType(
  name: string,
  entry: FieldConfig | undefined,
  inferred: FieldType,
  options: Option[] | undefined,
): FieldType {
  if (entry?.type && entry.type !== 'hidden') return entry.type;
  if (!options) return inferred;
  return name.endsWith('[]') ? 'checkboxes' : 'select';
}

import type { FieldDefinition, FieldType, Option, RichText } from '../../protocol/wire.ts';
import type { FormConfig } from '../configuration/config.ts';
import type { FieldConfig } from '../configuration/config-field.ts';
import { getLabels, getMessages, localise } from '../language/messages.ts';
import { isDialCode, type Slot } from './groups.ts';
import { inferField, toLabel, toPath } from './infer.ts';

interface DrawInput {
  slot: Slot;
  /** The configuration's entry for the slot. */
  entry?: FieldConfig | undefined;
  /** Its entries for the slot's members. */
  parts: FieldConfig[];
  config: FormConfig;
  locale: string;
  country?: string | undefined;
}

/** Convertr takes these without regard to case; seen at integrators. */
const CONTACT_TYPES = ['Email', 'SMS', 'Post'] as const;
const CHOICES: readonly FieldType[] = ['select', 'multiselect', 'radio', 'checkboxes'];
const TEXT_MAX = 500;

export function drawSlot(input: DrawInput): FieldDefinition {
  if (input.slot.kind === 'phone') return drawPhone(input);
  if (input.slot.kind === 'address') return drawAddress(input);
  return drawField(input.slot.name, input.entry, input);
}

function drawPhone({ slot, entry, parts, locale, country }: DrawInput): FieldDefinition {
  const code = slot.members.find((name) => isDialCode(toPath(name).at(-1) ?? ''));
  const number = slot.members.find((name) => name !== code);
  const refined = { ...parts.find(({ name }) => name === number), ...entry, name: slot.name };
  const base = drawField(slot.name, { ...refined, type: 'phone' }, { locale, country });
  if (!code || !number) return base;
  return {
    ...base,
    fields: [
      {
        name: code,
        type: 'country',
        label: getMessages(locale).country_code,
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

function drawAddress({ slot, entry, parts, locale, country }: DrawInput): FieldDefinition {
  const lines = slot.members
    .map((name) => ({ name, part: parts.find((candidate) => candidate.name === name) }))
    .filter(({ part }) => !part?.hide && part?.type !== 'hidden');
  const base = drawField(slot.name, { ...entry, name: slot.name, type: 'address' }, { locale, country });
  const { autocomplete: _, ...group } = base;
  return {
    ...group,
    label: localise(entry?.label, locale) ?? getLabels(locale).address,
    fields: lines.map(({ name, part }, index) => ({
      ...drawField(name, part, { locale, country }),
      // A required group needs its first line and its postcode; further lines are for those who have them.
      required: part?.required ?? (base.required && (index === 0 || /post|zip/i.test(name))),
    })),
  };
}

/** What was inferred from the name, refined by what the configuration says. */
function drawField(
  name: string,
  entry: FieldConfig | undefined,
  { locale, country }: Pick<DrawInput, 'locale' | 'country'>,
): FieldDefinition {
  const inferred = inferField(name);
  const labels = getLabels(locale);
  const options =
    toOptions(entry?.options, locale) ?? (inferred.label === 'contact_types' ? contactTypes(locale) : undefined);
  const type = pickType(name, entry, inferred.type, options);
  const rich = localise(entry?.text, locale);
  const label =
    localise(entry?.label, locale) ??
    (rich && toPlain(rich)) ??
    (inferred.label ? labels[inferred.label] : toLabel(name));
  const keepsHints = entry?.type === undefined || entry.type === inferred.type || type === 'tel';
  const maxlength = entry?.maxlength ?? inferred.maxlength ?? (type === 'textarea' ? 2000 : TEXT_MAX);
  const field: FieldDefinition = { name, type, label, required: entry?.required ?? inferred.required ?? false };
  const optional: Partial<FieldDefinition> = {
    autocomplete: entry?.autocomplete ?? inferred.autocomplete,
    inputmode: entry?.inputmode ?? (keepsHints ? inferred.inputmode : type === 'number' ? 'decimal' : undefined),
    placeholder: localise(entry?.placeholder, locale),
    help: localise(entry?.help, locale),
    options,
    text: type === 'consent' || type === 'checkbox' ? rich : undefined,
    width: entry?.width ?? inferred.width,
    maxlength: CHOICES.includes(type) || type === 'consent' ? undefined : maxlength,
    min: entry?.min,
    max: entry?.max,
    step: entry?.step,
    showIf: entry?.showIf,
    value: entry?.value,
    ticked: type === 'consent' || type === 'checkbox' ? (entry?.ticked ?? '1') : undefined,
    country: type === 'phone' || type === 'country' ? (entry?.country ?? country) : undefined,
  } as Partial<FieldDefinition>;
  for (const [key, value] of Object.entries(optional)) if (value !== undefined) Object.assign(field, { [key]: value });
  return field;
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

function contactTypes(locale: string): Option[] {
  const { contact_email, contact_sms, contact_post } = getLabels(locale);
  const labels = [contact_email, contact_sms, contact_post];
  return CONTACT_TYPES.map((value, index) => ({ value, label: labels[index] ?? value }));
}

const toPlain = (text: RichText[]): string =>
  text.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');

function toOptions(options: FieldConfig['options'], locale: string): Option[] | undefined {
  return options?.map((option) =>
    typeof option === 'string'
      ? { value: option, label: option }
      : { value: option.value, label: localise(option.label, locale) ?? option.value },
  );
}

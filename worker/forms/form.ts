import type { ConvertrForm } from '../convertr/outcome.ts';
import type { FieldDefinition } from '../protocol/wire.ts';
import type { FormConfig } from './configuration/config.ts';
import type { FieldConfig } from './configuration/config-field.ts';
import { buildField } from './fields/field.ts';
import { type Slot, toSlots } from './fields/groups.ts';
import { inferField } from './fields/infer.ts';
import { localise } from './language/messages.ts';

export interface HiddenField {
  name: string;
  value?: string | undefined;
  /** The source of the value, in place of `value`. */
  from?: string | undefined;
  /** Its value is a column of reports. */
  isReported?: true | undefined;
}

/** How phone numbers are sent to Convertr. */
export interface PhoneStyle {
  style: 'plain' | 'split' | 'bracketed';
  countryCode: '+44' | '44' | 'GB';
}

/** Convertr's fields, refined by the form's configuration, in one language. */
export interface ResolvedForm {
  fields: FieldDefinition[];
  hidden: HiddenField[];
  /** The differences: `missing` fields are configured but not listed, `added` ones are listed but not configured. */
  drift: { missing: string[]; added: string[] };
  phone: PhoneStyle;
  /** Built from the configuration alone, because Convertr's list was never known. */
  provisional: boolean;
  /** Headings, or undefined if everything is on one page. */
  steps: string[] | undefined;
}

export interface ResolveInput {
  config: FormConfig;
  /** Convertr's names for this form, or null if they were never known. */
  listed: readonly string[] | null;
  /** Convertr's details for those names, if any. */
  hints?: Pick<ConvertrForm, 'hidden' | 'required'> | undefined;
  locale: string;
  /** ISO 3166 country of the visitor. */
  country?: string | undefined;
}

/** Fields are in the configuration's order. The rest follow in Convertr's order. */
export function resolveForm({ config, listed, hints = {}, locale, country }: ResolveInput): ResolvedForm {
  const entries = config.fields ?? [];
  const names = listed ?? entries.map(({ name }) => name);
  // Left out before grouping, because one line of an address can be left out alone.
  const leftOut = entries.filter((entry) => isLeftOut(entry) && names.includes(entry.name));
  // A field that Convertr hides is shown only if the configuration asks for it.
  const isHidden = (name: string) => hints.hidden?.includes(name) && !entries.some((entry) => entry.name === name);
  const drawn = names.filter((name) => !leftOut.some((entry) => entry.name === name) && !isHidden(name));
  const slots = toSlots(drawn);
  const taken = new Set<Slot>();
  const fields: FieldDefinition[] = [];
  const hidden: HiddenField[] = [];
  const missing: string[] = [];
  const add = (slot: Slot, entry?: FieldConfig) => {
    taken.add(slot);
    const memberEntries = entries.filter(({ name }) => slot.members.includes(name) && name !== slot.name);
    fields.push(
      withRequired(
        buildField({ slot, entry, memberEntries, locale, own: config.locale, country }),
        hints.required ?? [],
      ),
    );
  };

  for (const entry of entries) {
    if (leftOut.includes(entry)) {
      if (!entry.hide) hidden.push(toHidden(entry));
      continue;
    }
    const slot = slots.find(({ name, members }) => name === entry.name || members.includes(entry.name));
    if (!slot && (entry.type ?? inferField(entry.name).type) === 'consent' && !entry.hide) {
      // Convertr doesn't list it, but the visitor must still be able to give it.
      add({ name: entry.name, kind: 'single', members: [entry.name] }, entry);
    }
    // Convertr has no field for it, but reports and people may need it.
    if (!slot && entry.from !== undefined && !entry.hide) hidden.push(toHidden(entry));
    if (!slot) missing.push(entry.name);
    if (!slot || taken.has(slot)) continue;
    if (isLeftOut(entry)) taken.add(slot);
    else add(slot, slot.name === entry.name ? entry : entries.find(({ name }) => name === slot.name));
  }
  const added = slots.filter((slot) => !taken.has(slot));
  for (const slot of added) add(slot);
  return {
    fields,
    hidden,
    drift: { missing, added: entries.length > 0 ? added.flatMap(({ members }) => members) : [] },
    phone: { style: config.phone ?? 'bracketed', countryCode: config.phoneCountryCode ?? '+44' },
    provisional: listed === null,
    steps: toSteps(config, fields, locale),
  };
}

/** Convertr refuses every lead that lacks such a field. */
function withRequired(field: FieldDefinition, required: readonly string[]): FieldDefinition {
  if (required.length === 0) return field;
  const fields = field.fields?.map((member) => withRequired(member, required));
  const isRequired = field.required || required.includes(field.name);
  return { ...field, required: isRequired, ...(fields && { fields }) };
}

const isLeftOut = ({ hide, type }: FieldConfig): boolean => hide === true || type === 'hidden';

const toHidden = ({ name, value, from, report }: FieldConfig): HiddenField => ({
  name,
  value,
  from,
  isReported: report || undefined,
});

/** A step without a heading has an empty one. */
function toSteps(config: FormConfig, fields: FieldDefinition[], locale: string): string[] | undefined {
  const count = Math.max(1, ...fields.map(({ step }) => step ?? 1));
  if (count === 1) return undefined;
  return Array.from({ length: count }, (_, index) => localise(config.steps?.[index], locale) ?? '');
}

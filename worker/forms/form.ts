import type { FieldDefinition } from '../protocol/wire.ts';
import type { FormConfig } from './configuration/config.ts';
import type { FieldConfig } from './configuration/config-field.ts';
import { drawSlot } from './fields/field.ts';
import { type Slot, toSlots } from './fields/groups.ts';
import { inferField } from './fields/infer.ts';
import { localise } from './language/messages.ts';

export interface HiddenField {
  name: string;
  value?: string;
  from?: string;
}

/** How phone numbers go to Convertr. */
export interface PhoneStyle {
  style: 'plain' | 'split' | 'bracketed';
  countryCode: '+44' | '44' | 'GB';
}

/** Convertr's fields and the form's configuration, put together in one language. */
export interface ResolvedForm {
  fields: FieldDefinition[];
  hidden: HiddenField[];
  /** Where the two don't fit: `missing` is configured but not listed, `added` is listed but not configured. */
  drift: { missing: string[]; added: string[] };
  phone: PhoneStyle;
  /** Drawn from the configuration alone, because Convertr's list was never known. */
  provisional: boolean;
  steps?: string[];
}

export interface ResolveInput {
  config: FormConfig;
  /** Convertr's names of this form; null when they were never known. */
  listed: readonly string[] | null;
  locale: string;
  /** ISO 3166 country of the visitor. */
  country?: string;
}

/** Order: as configured, then the rest as Convertr lists it. */
export function resolveForm({ config, listed, locale, country }: ResolveInput): ResolvedForm {
  const entries = config.fields ?? [];
  const names = listed ?? entries.map(({ name }) => name);
  // One line of an address can be left out without the others.
  const undrawn = entries.filter((entry) => isUndrawn(entry) && names.includes(entry.name));
  const slots = toSlots(names.filter((name) => !undrawn.some((entry) => entry.name === name)));
  const taken = new Set<Slot>();
  const fields: FieldDefinition[] = [];
  const hidden: HiddenField[] = [];
  const missing: string[] = [];
  const draw = (slot: Slot, entry?: FieldConfig) => {
    taken.add(slot);
    const parts = entries.filter(({ name }) => slot.members.includes(name) && name !== slot.name);
    fields.push(drawSlot({ slot, entry, parts, config, locale, country }));
  };

  for (const entry of entries) {
    if (undrawn.includes(entry)) {
      if (!entry.hide) hidden.push(toHidden(entry));
      continue;
    }
    const slot = slots.find(({ name, members }) => name === entry.name || members.includes(entry.name));
    if (!slot && (entry.type ?? inferField(entry.name).type) === 'consent' && !entry.hide) {
      // Convertr doesn't ask for it, but the visitor must still be able to give it.
      draw({ name: entry.name, kind: 'single', members: [entry.name] }, entry);
    }
    if (!slot) missing.push(entry.name);
    if (!slot || taken.has(slot)) continue;
    if (isUndrawn(entry)) taken.add(slot);
    else draw(slot, slot.name === entry.name ? entry : entries.find(({ name }) => name === slot.name));
  }
  const added = slots.filter((slot) => !taken.has(slot));
  for (const slot of added) draw(slot);
  const steps = toSteps(config, fields, locale);
  return {
    fields,
    hidden,
    drift: { missing, added: entries.length > 0 ? added.flatMap(({ members }) => members) : [] },
    phone: { style: config.phone ?? 'bracketed', countryCode: config.phoneCountryCode ?? '+44' },
    provisional: listed === null,
    ...(steps && { steps }),
  };
}

const isUndrawn = ({ hide, type }: FieldConfig): boolean => hide === true || type === 'hidden';

function toHidden({ name, value, from }: FieldConfig): HiddenField {
  return { name, ...(value !== undefined && { value }), ...(from !== undefined && { from }) };
}

/** Headings of the steps; nameless ones are empty. Undefined when everything is on one page. */
function toSteps(config: FormConfig, fields: FieldDefinition[], locale: string): string[] | undefined {
  const count = Math.max(1, ...fields.map(({ step }) => step ?? 1));
  if (count === 1) return undefined;
  return Array.from({ length: count }, (_, index) => localise(config.steps?.[index], locale) ?? '');
}

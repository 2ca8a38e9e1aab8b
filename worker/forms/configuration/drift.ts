/** Drift: Convertr's list of fields and a form's configuration no longer match. */

import { toSlots } from '../fields/groups.ts';
import { inferField } from '../fields/infer.ts';
import { resolveForm } from '../form.ts';
import type { FormConfig } from './config.ts';
import type { FieldConfig } from './config-field.ts';
import { removeFields } from './remove-fields.ts';

export interface Drift {
  fits: boolean;
  /** False if Convertr no longer lists a form with this number. */
  listed: boolean;
  /** Configured, but not at Convertr. These fields are never sent. */
  missing: string[];
  /** At Convertr, but not configured. These fields come last in the form. */
  added: string[];
}

export function findDrift(config: FormConfig, listed: readonly string[] | null): Drift {
  if (!listed) return { fits: false, listed: false, missing: [], added: [] };
  const { missing, added } = resolveForm({ config, listed, locale: 'en' }).drift;
  // A form may have a consent that Convertr doesn't list. That is not drift.
  const consents = (config.fields ?? []).filter(isConsent).map(({ name }) => name);
  const lost = missing.filter((name) => !consents.includes(name));
  return { fits: lost.length === 0 && added.length === 0, listed: true, missing: lost, added };
}

/**
 * The configured fields as Convertr has them now. Fields that it dropped are removed, together with the conditions that
 * name them. Fields that it added come last, where they are visible.
 */
export function adoptFields(
  fields: readonly FieldConfig[],
  { missing, added }: Drift,
  listed: readonly string[],
): FieldConfig[] {
  const kept = removeFields(fields, missing);
  const slots = toSlots(listed).filter(({ members }) => members.some((name) => added.includes(name)));
  return [...kept, ...slots.map(({ name }) => ({ name }))];
}

const isConsent = ({ name, type }: FieldConfig): boolean => (type ?? inferField(name).type) === 'consent';

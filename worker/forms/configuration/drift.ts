/** When Convertr's list of fields and a form's configuration no longer fit. */

import { toSlots } from '../fields/groups.ts';
import { inferField } from '../fields/infer.ts';
import { resolveForm } from '../form.ts';
import type { FormConfig } from './config.ts';
import type { FieldConfig } from './config-field.ts';

export interface Drift {
  /** Nothing to do. */
  fits: boolean;
  /** False when Convertr lists no form of this number any more. */
  listed: boolean;
  /** Configured, but not at Convertr: never sent. */
  missing: string[];
  /** At Convertr, but not configured: drawn at the end. */
  added: string[];
}

export function findDrift(config: FormConfig, listed: readonly string[] | null): Drift {
  if (!listed) return { fits: false, listed: false, missing: [], added: [] };
  const { missing, added } = resolveForm({ config, listed, locale: 'en' }).drift;
  // A consent that Convertr doesn't ask for is ours to ask: nothing is out of step.
  const consents = (config.fields ?? []).filter(isConsent).map(({ name }) => name);
  const lost = missing.filter((name) => !consents.includes(name));
  return { fits: lost.length === 0 && added.length === 0, listed: true, missing: lost, added };
}

/**
 * The configured fields as Convertr has them now: what it dropped is gone, with the conditions that waited for it;
 * what it added follows at the end, to be seen.
 */
export function adoptFields(
  fields: readonly FieldConfig[],
  { missing, added }: Drift,
  listed: readonly string[],
): FieldConfig[] {
  const kept = fields
    .filter(({ name }) => !missing.includes(name))
    .map((field) => {
      const { showIf, ...rest } = field;
      return showIf && missing.includes(showIf.field) ? rest : field;
    });
  const slots = toSlots(listed).filter(({ members }) => members.some((name) => added.includes(name)));
  return [...kept, ...slots.map(({ name }) => ({ name }))];
}

const isConsent = ({ name, type }: FieldConfig): boolean => (type ?? inferField(name).type) === 'consent';

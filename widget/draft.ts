/** What was typed, kept for this tab, so that a reload or a way back loses nothing. Sensitive kinds are left out. */
import type { FieldDefinition } from '../worker/contract.ts';

export interface Draft {
  values: Record<string, string[]>;
  /** The id under which `sent` was last sent, so that a reload cannot make a second lead of it. */
  id?: string | undefined;
  sent?: string | undefined;
}

const SENSITIVE = /^(dob|consent)$|pass|card|iban|ssn/i;

const keyOf = (form: string): string => `lead-form:${form}`;

export function readDraft(form: string): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(sessionStorage[keyOf(form)] ?? 'null');
    return draft && typeof draft === 'object' && 'values' in draft ? (draft as Draft) : undefined;
  } catch {
    // Storage may be forbidden, or hold another program's value: then there is no draft.
    return undefined;
  }
}

export function keepDraft(form: string, draft: Draft | undefined, leaves: FieldDefinition[]): void {
  try {
    const values = { ...draft?.values };
    for (const { type, name } of leaves) if (SENSITIVE.test(type) || SENSITIVE.test(name)) delete values[name];
    if (draft) sessionStorage[keyOf(form)] = JSON.stringify({ ...draft, values });
    else delete sessionStorage[keyOf(form)];
  } catch {
    // Full or forbidden: the form works without.
  }
}

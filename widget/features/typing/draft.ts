/** Keeps what was typed for this tab, so that a reload or a way back loses nothing. Sensitive kinds are left out. */
import type { Host } from '../../host.ts';
import { draftKey } from '../../values.ts';

interface Draft {
  values: Record<string, string[]>;
  /** The id of the last try and a hash of its answers: sent again after a reload, they make no second lead. */
  last?: { id: string; hash: number } | undefined;
}

const SENSITIVE = /^(dob|consent)$|pass|card|iban|ssn|account|bank/i;

/** FNV-1a: answers can be compared without being kept. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

export function readDraft(form: string): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(sessionStorage[draftKey(form)] ?? 'null');
    return draft && typeof draft === 'object' && 'values' in draft ? (draft as Draft) : undefined;
  } catch {
    // The storage is forbidden, or has another program's value.
    return undefined;
  }
}

export function keepDraft({ definition, values, last, state }: Host): void {
  // A control that is left as the thanks appear must not keep a draft.
  if (state.status === 'submitted') return;
  const sensitive = definition.fields.filter(({ type, name }) => SENSITIVE.test(type) || SENSITIVE.test(name));
  const isKept = ([name, value]: [string, string[]]) =>
    name !== definition.honeypot &&
    // The publisher's own markup may have controls that the definition doesn't know.
    !SENSITIVE.test(name) &&
    value.some((text) => text.trim()) &&
    !sensitive.some((field) => name.startsWith(field.name));
  const draft: Draft = {
    values: Object.fromEntries(Object.entries(values).filter(isKept)),
    last: last ? { id: last.id, hash: hashOf(last.answers) } : readDraft(definition.form)?.last,
  };
  try {
    sessionStorage[draftKey(definition.form)] = JSON.stringify(draft);
  } catch {
    // The storage is full or forbidden: the form works without.
  }
}

export function dropDraft({ definition }: Host): void {
  try {
    sessionStorage.removeItem(draftKey(definition.form));
  } catch {
    // The storage is forbidden: there was no draft.
  }
}

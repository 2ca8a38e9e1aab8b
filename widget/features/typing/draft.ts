/**
 * Keeps what was typed for this tab, so that reloading or going back loses nothing. It leaves out sensitive kinds, and
 * fields that the form marks as sensitive. A draft expires half an hour after the last edit, because others may use the
 * computer.
 */
import type { Host } from '../../host.ts';
import type { LeadForm } from '../../lead-form.ts';
import { draftKey } from '../../values.ts';

interface Draft {
  values: Record<string, string[]>;
  /**
   * The id of the last attempt and a hash of its answers, so that sending them again after a reload creates no second
   * lead.
   */
  last?: { id: string; hash: number } | undefined;
  /** Milliseconds since 1970. */
  at: number;
}

/** The first element's draft, and those of further elements of the same form by their place in the page. */
type Kept = Draft & { more?: Record<string, Draft> };

const MAX_IDLE_MS = 30 * 60_000;

const SENSITIVE = /^(dob|consent)$|pass|card|iban|ssn|account|bank/i;

/** FNV-1a, to compare answers without storing them. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

const places = new WeakMap<Host, [form: string, place: number]>();

/** The element's number among those of the form. It stays the same when another one leaves the page. */
function placeOf(host: Host): number {
  const { form } = host.definition;
  const known = places.get(host);
  if (known?.[0] === form) return known[1];
  const elements = [...document.querySelectorAll('lead-form')].filter((element) => element.form === form);
  const place = Math.max(0, elements.indexOf(host as LeadForm));
  places.set(host, [form, place]);
  return place;
}

function readKept(form: string): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage[draftKey(form)] ?? 'null');
    return kept && typeof kept === 'object' && 'values' in kept ? (kept as Kept) : undefined;
  } catch {
    // The storage is forbidden, or has another program's value.
    return undefined;
  }
}

export function readDraft(host: Host): Draft | undefined {
  const kept = readKept(host.definition.form);
  const place = placeOf(host);
  const draft = place ? kept?.more?.[place] : kept;
  if (!draft) return undefined;
  if (host.setting('draft') !== 'off' && !(Date.now() - draft.at > MAX_IDLE_MS)) return draft;
  dropDraft(host);
  return undefined;
}

/** Without a draft, deletes the element's earlier one. */
function write(host: Host, draft: Draft | undefined): void {
  const { form } = host.definition;
  const place = placeOf(host);
  const kept = readKept(form);
  const more = { ...kept?.more, ...(place && { [place]: draft }) };
  const first = place ? kept : draft;
  const isBlank = !first && !Object.values(more).some(Boolean);
  try {
    if (isBlank) sessionStorage.removeItem(draftKey(form));
    else sessionStorage[draftKey(form)] = JSON.stringify({ ...(first ?? { values: {} }), more });
  } catch {
    // The storage is full or forbidden: the form works without.
  }
}

const timers = new WeakMap<Host, ReturnType<typeof setTimeout>>();

export function keepDraft(host: Host): void {
  const { definition, values, last, state } = host;
  // A control that loses the focus when the thank-you message appears must not store a draft.
  if (state.status === 'submitted' || host.setting('draft') === 'off') return;
  const fields = definition.fields.flatMap((field) => [field, ...(field.fields ?? [])]);
  const sensitive = fields.filter(
    (field) => field.sensitive || SENSITIVE.test(field.type) || SENSITIVE.test(field.name),
  );
  const isKept = ([name, value]: [string, string[]]) =>
    name !== definition.honeypot &&
    // The publisher's own markup may have controls that the definition doesn't know.
    !SENSITIVE.test(name) &&
    value.some((text) => text.trim()) &&
    !sensitive.some((field) => name.startsWith(field.name));
  write(host, {
    values: Object.fromEntries(Object.entries(values).filter(isKept)),
    last: last ? { id: last.id, hash: hashOf(last.answers) } : readDraft(host)?.last,
    at: Date.now(),
  });
  clearTimeout(timers.get(host));
  timers.set(
    host,
    setTimeout(() => dropDraft(host), MAX_IDLE_MS),
  );
}

export const dropDraft = (host: Host): void => write(host, undefined);

import { SUBMIT_FIELD } from '../../convertr/field-names.ts';
import { toPath } from './infer.ts';

/** One question: a Convertr field, or several that belong together. */
export interface Slot {
  /** Convertr's name, or the common prefix of several. */
  name: string;
  kind: 'single' | 'phone' | 'address';
  /** Convertr's names, in its order. */
  members: string[];
}

/** Groups Convertr's names into questions, in Convertr's order, without the submit button. */
export function toSlots(listed: readonly string[]): Slot[] {
  const kinds = findKinds(listed);
  const byName = new Map<string, Slot>();
  const slots: Slot[] = [];
  for (const name of listed) {
    if (name === SUBMIT_FIELD) continue;
    const parent = toParent(name);
    const kind = parent && kinds.get(parent);
    const known = kind && byName.get(parent);
    if (known) {
      known.members.push(name);
      continue;
    }
    const slot: Slot = kind ? { name: parent, kind, members: [name] } : { name, kind: 'single', members: [name] };
    byName.set(slot.name, byName.get(slot.name) ?? slot);
    slots.push(slot);
  }
  return slots;
}

/** By the parent of several names, in one pass, because a list may be long. */
function findKinds(listed: readonly string[]): Map<string, Slot['kind'] | undefined> {
  const parents = Map.groupBy(listed, toParent);
  return new Map(
    [...parents].flatMap(([parent, names]) => (parent === undefined ? [] : [[parent, toKind(names)] as const])),
  );
}

/** `form[telephone][countryCode]` → `form[telephone]`. A top-level name has no parent. */
function toParent(name: string): string | undefined {
  const match = /^(form(?:\[[^\]]+\])+)\[[^\]]+\]$/.exec(name);
  return match?.[1];
}

function toKind(names: readonly string[]): 'phone' | 'address' | undefined {
  const children = names.map((name) => toPath(name).at(-1)?.toLowerCase() ?? '');
  if (children.length === 2 && children.some(isDialCode) && children.some((child) => !isDialCode(child)))
    return 'phone';
  return children.some((child) => /^(addressline|line)\d$/.test(child)) ? 'address' : undefined;
}

export const isDialCode = (word: string): boolean => /^(country|dial(l?ing)?)_?code$/i.test(word);

/** The differences between two configurations, by key. */

export interface Change {
  /** `title.de`, `form[email] label`. */
  what: string;
  /** Undefined if it was added. */
  before?: string | undefined;
  /** Undefined if it was removed. */
  after?: string | undefined;
}

type Plain = Record<string, unknown>;

export function diffDocuments(before: Plain, after: Plain): Change[] {
  const { fields: fieldsBefore, ...restBefore } = before;
  const { fields: fieldsAfter, ...restAfter } = after;
  return [...diffValues('', restBefore, restAfter), ...diffFields(toFields(fieldsBefore), toFields(fieldsAfter))];
}

const toFields = (value: unknown): Plain[] => (Array.isArray(value) ? value : []);

/** Fields are compared by name, so that one that moved has not changed. */
function diffFields(before: Plain[], after: Plain[]): Change[] {
  const known = new Map(before.map((field) => [String(field.name), field]));
  const wanted = new Map(after.map((field) => [String(field.name), field]));
  const changes: Change[] = [];
  for (const [name, field] of known) if (!wanted.has(name)) changes.push({ what: name, before: show(field) });
  for (const [name, field] of wanted) {
    const old = known.get(name);
    if (old) changes.push(...diffValues(name, old, field));
    else changes.push({ what: name, after: show(field) });
  }
  const [orderBefore, orderAfter] = [
    [...known.keys()].filter((name) => wanted.has(name)),
    [...wanted.keys()].filter((name) => known.has(name)),
  ];
  if (orderBefore.join() !== orderAfter.join()) {
    changes.push({ what: 'order of fields', before: orderBefore.join(', '), after: orderAfter.join(', ') });
  }
  return changes;
}

function diffValues(path: string, before: unknown, after: unknown): Change[] {
  if (isPlain(before) && isPlain(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const separator = path === '' ? '' : path.startsWith('form[') && !path.includes(' ') ? ' ' : '.';
    return keys.flatMap((key) => diffValues(`${path}${separator}${key}`, before[key], after[key]));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ what: path, before: show(before), after: show(after) }];
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON has no text for `undefined`, and none is needed. */
const show = (value: unknown): string | undefined => (typeof value === 'string' ? value : JSON.stringify(value));

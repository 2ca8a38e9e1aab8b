import { type Answer, isRecord } from './answer.ts';
import type { LeadOutcome, Refusal } from './outcome.ts';

/** Symfony's text, from Convertr's documentation; compared without case or full stop. */
const EXTRA_FIELDS = 'this form should not contain extra fields';
/** No form is nested deeper; a hostile tree could exhaust the stack. */
const MAX_DEPTH = 8;

/** Success is 201 with an integer `data`. The rest of the body doesn't count. */
export function toLeadOutcome({ status, json }: Answer): LeadOutcome {
  const body = isRecord(json) ? json : {};
  if (status === 201) {
    const { data } = body;
    return typeof data === 'number' && Number.isSafeInteger(data)
      ? { kind: 'delivered', leadId: data }
      : { kind: 'unexpected', status };
  }
  if (status < 400) return { kind: 'unexpected', status };
  const message = typeof body.message === 'string' ? body.message : undefined;
  if (status === 400 && isRecord(body.errors)) return { kind: 'refused', refusal: readRefusal(body.errors) };
  if (status === 403 && /not started/i.test(message ?? '')) return { kind: 'closed', reason: 'not_started' };
  if (status === 403 && /fulfilled/i.test(message ?? '')) return { kind: 'closed', reason: 'fulfilled' };
  if (status === 404 && /link not found/i.test(message ?? '')) return { kind: 'link_not_found' };
  return { kind: 'rejected', status, message };
}

/**
 * Flattens a validation tree, as FOSRest serialises form errors: a clean child is `[]`, a failing one `{errors:[…]}`, a
 * nested one `{children:{…}}`. The root has `errors` only when it has some.
 */
function readRefusal(tree: Record<string, unknown>): Refusal {
  const form = readTexts(tree.errors);
  const fields: Record<string, string[]> = Object.create(null);
  collect(tree.children, 'form', fields, MAX_DEPTH);
  const extraFields = form.some((text) => text.toLowerCase().startsWith(EXTRA_FIELDS));
  return { extraFields, form, fields: { ...fields } };
}

function collect(children: unknown, name: string, into: Record<string, string[]>, depth: number): void {
  if (depth === 0 || typeof children !== 'object' || children === null) return;
  for (const [key, child] of Object.entries(children)) {
    if (!isRecord(child)) continue;
    const childName = `${name}[${key}]`;
    const texts = readTexts(child.errors);
    if (texts.length > 0) into[childName] = texts;
    collect(child.children, childName, into, depth - 1);
  }
}

function readTexts(errors: unknown): string[] {
  const list = typeof errors === 'object' && errors !== null ? Object.values(errors) : [errors];
  return list.filter((text): text is string => typeof text === 'string');
}

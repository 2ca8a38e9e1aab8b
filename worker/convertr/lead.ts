import { type Answer, isRecord, parseJson } from './answer.ts';
import type { ClosedReason, LeadOutcome, Refusal, UpstreamFailure } from './outcome.ts';

/** Symfony's text, from Convertr's documentation; compared without case or full stop. */
const EXTRA_FIELDS = 'this form should not contain extra fields';
/** The first two are documented for leads, the others elsewhere or not at all. */
const CLOSED_WORDS: [pattern: RegExp, reason: ClosedReason][] = [
  [/not (yet )?started/i, 'not_started'],
  [/fulfilled/i, 'fulfilled'],
  [/campaign.*(inactive|not active|deactivated)/i, 'inactive'],
  [/campaign.*(paused|on hold)/i, 'paused'],
  [/campaign.*(ended|finished|expired|closed|complete)/i, 'ended'],
];
/** No form is nested deeper, and a hostile tree could exhaust the stack. */
const MAX_DEPTH = 8;

/** Success is 201 with an integer `data`. The rest of the body doesn't count. */
export function toLeadOutcome({ status, text, json }: Answer): LeadOutcome {
  const body = isRecord(json) ? json : {};
  if (status === 201) {
    const { data } = json === undefined ? findJson(text) : body;
    return typeof data === 'number' && Number.isSafeInteger(data)
      ? { kind: 'delivered', leadId: data }
      : { kind: 'unexpected', status };
  }
  if (status < 400) return { kind: 'unexpected', status };
  if (status === 400 && Array.isArray(body.data)) return { kind: 'refused', refusal: readList(body.data) };
  const message = readWords(body);
  if (status === 400 && isRecord(body.errors)) return { kind: 'refused', refusal: readRefusal(body.errors) };
  const reason = CLOSED_WORDS.find(([pattern]) => pattern.test(message ?? ''))?.[1];
  if (reason) return { kind: 'closed', reason, message };
  if (status === 404 && /link not found/i.test(message ?? '')) return { kind: 'link_not_found' };
  return { kind: 'rejected', status, message };
}

/** A campaign may be set to redirect when it is closed. Other campaigns of the account still work. */
export const toLeadFailure = (failure: UpstreamFailure): LeadOutcome =>
  failure.kind === 'unexpected' && (failure.status < 200 || failure.status >= 300)
    ? { kind: 'closed', reason: 'redirected' }
    : failure;

/** Convertr's own words; the key depends on the part of Convertr that answers. */
function readWords({ message, error, detail }: Record<string, unknown>): string | undefined {
  const words = [message, error, detail].filter((text): text is string => typeof text === 'string' && text !== '');
  return words.length > 0 ? words.join(': ') : undefined;
}

/**
 * Flattens a validation tree, as FOSRest serialises form errors: a clean child is `[]`, a failing one `{errors:[…]}`, a
 * nested one `{children:{…}}`. The root has `errors` only when it has some.
 */
function readRefusal(tree: Record<string, unknown>): Refusal {
  const form = readTexts(tree.errors);
  const fields: Record<string, string[]> = Object.create(null);
  collect(tree.children, 'form', fields, MAX_DEPTH);
  return { extraFields: form.some(saysExtraFields), form, fields: { ...fields } };
}

/** The flat form: `[{message}, {fieldName, message}]`. An entry without a field name is about the whole form. */
function readList(list: unknown[]): Refusal {
  const form: string[] = [];
  const fields: Record<string, string[]> = Object.create(null);
  for (const item of list.filter(isRecord)) {
    const { fieldName, message } = item;
    const text = typeof message === 'string' ? message : '';
    if (typeof fieldName === 'string' && fieldName !== '') fields[fieldName] = [...(fields[fieldName] ?? []), text];
    else if (text !== '') form.push(text);
  }
  return { extraFields: form.some(saysExtraFields), form, fields: { ...fields } };
}

const saysExtraFields = (text: string): boolean => text.toLowerCase().startsWith(EXTRA_FIELDS);

/** PHP may print a notice before or after the JSON. */
function findJson(text: string): Record<string, unknown> {
  for (
    let start = text.indexOf('{'), tries = 0;
    start >= 0 && tries < 20;
    start = text.indexOf('{', start + 1), tries++
  ) {
    for (
      let end = text.lastIndexOf('}'), ends = 0;
      end > start && ends < 20;
      end = text.lastIndexOf('}', end - 1), ends++
    ) {
      const json = parseJson(text.slice(start, end + 1));
      if (isRecord(json) && 'data' in json) return json;
    }
  }
  return {};
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

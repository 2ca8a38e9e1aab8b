/** Questions about answers that Convertr's quality checks may reject. The visitor may keep the answer. */
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';
import type { Host } from '../../host.ts';

const answerOf = (host: Host, field: FieldDefinition | undefined): string =>
  (field && host.values[field.name]?.[0]?.trim()) || '';

/** The key of the question to ask about this field, if any. A form that does not ask it lacks the message. */
export function findHint(field: FieldDefinition, host: Host): string | undefined {
  const key = findDoubt(field, host);
  return key && host.definition.messages[key] ? key : undefined;
}

function findDoubt(field: FieldDefinition, host: Host): string | undefined {
  const value = answerOf(host, field);
  if (!value || !/^(text|email|textarea)$/.test(field.type)) return undefined;
  if (/\btest\b/i.test(value)) return 'hint_test';
  if (/(\p{L})\1{2}/iu.test(value) && !/^w{3}\.|https?:/i.test(value)) return 'hint_repeated';
  const named = (kind: string) => host.leaves.find(({ autocomplete }) => autocomplete === kind);
  const [first, last] = [named('given-name'), named('family-name')];
  const same = answerOf(host, first).toLowerCase() === answerOf(host, last).toLowerCase();
  return first && last && field.name === last.name && same ? 'hint_same_name' : undefined;
}

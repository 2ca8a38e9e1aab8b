import type { Answers } from '../account-api.ts';
import type { Visit } from '../forms/attribution/channel.ts';
import { readSources } from '../forms/attribution/sources.ts';
import { type FieldSource, parseFieldSource } from '../forms/configuration/field-source.ts';
import type { HiddenField } from '../forms/form.ts';
import { toPageValue } from '../protocol/page-value.ts';
import { readQueryValue } from '../protocol/spelling/link-values.ts';
import type { Parameters } from './body.ts';
import type { Envelope } from './envelope.ts';

export interface HiddenInput {
  envelope: Envelope;
  /** The page and referrer that count. */
  visit: Pick<Visit, 'page' | 'referrer'>;
  channel: string;
  parameters: Parameters;
}

export interface HiddenAnswers {
  hidden: Answers;
  reportValue: string | undefined;
}

/** Answers that do not come from the visitor: fixed values, and values from the visit or the page. */
export function fillHidden(fields: readonly HiddenField[], input: HiddenInput): HiddenAnswers {
  const hidden: Answers = {};
  let reportValue: string | undefined;
  for (const { name, value, from, isReported } of fields) {
    const source = from === undefined ? undefined : parseFieldSource(from);
    const filled = source ? readSource(source, input)?.toWellFormed() : value;
    if (!filled) continue;
    hidden[name] = name.endsWith('[]') ? [filled] : filled;
    if (isReported) reportValue = toPageValue(filled) || undefined;
  }
  return { hidden, reportValue };
}

function readSource(
  { kind, name }: FieldSource,
  { envelope, visit, channel, parameters }: HiddenInput,
): string | undefined {
  switch (kind) {
    case 'visit': {
      const known: Record<string, string | undefined> = { ...visit, channel, submission: envelope.submission };
      return known[name] ?? readSources(visit.page)[name];
    }
    case 'query':
      return toPageValue(readQueryValue(visit.page, name) ?? readQueryValue(envelope.page, name) ?? '');
    case 'page':
    case 'input':
      return toPageValue(parameters.get(`${kind}[${name}]`)?.[0] ?? '');
  }
}

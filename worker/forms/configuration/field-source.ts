/** The source of a hidden field's value: the key `from`. */
import { CLICK_ID_NAMES } from '../attribution/click-ids.ts';

/** Sources from the visit. Names of click ids are allowed, too. */
export const FROM_NAMES = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'utm_id',
  'page',
  'referrer',
  'channel',
  'submission',
] as const;

/** `query`: a parameter of the page's address. `page`: what the page sets. `input`: what another script adds. */
export interface FieldSource {
  kind: 'visit' | 'query' | 'page' | 'input';
  name: string;
}

/** One of each kind, for messages. */
export const FROM_HINT =
  'Use utm_…, a click id’s name, page, referrer, channel, submission, query:NAME, page:NAME with a name such as "sub-id", or input:NAME.';

const VISIT: readonly string[] = [...FROM_NAMES, ...CLICK_ID_NAMES];
/** Attribute names have no case, hence kebab-case for the page's own values. */
export const FROM =
  /^(?:[a-zA-Z_][a-zA-Z0-9_]{0,40}|query:[\w.~[\]-]{1,64}|page:(?=.{1,64}$)[a-z0-9]+(?:-[a-z0-9]+)*|input:[\w.:[\]-]{1,100})$/;

/** @returns undefined for an unknown name. */
export function parseFieldSource(from: string): FieldSource | undefined {
  const [, kind, name = ''] = /^(query|page|input):(.+)$/.exec(from) ?? [];
  if (kind !== undefined) return FROM.test(from) ? { kind: kind as FieldSource['kind'], name } : undefined;
  return VISIT.includes(from) ? { kind: 'visit', name: from } : undefined;
}

/** What a report groups leads by, in words. */

import { firstSourcedDay } from '../../account/retention.ts';
import type { StatsKey } from '../../account-api.ts';
import { toDayName } from '../components/time.ts';
import { type Filter, toCountedList } from '../leads/lead-filters.ts';
import type { Row } from '../statistics/figures.ts';
import type { Range } from './periods.ts';

export type Group = Exclude<StatsKey, 'status' | 'verdict'>;

const NONE = '(none)';
const OTHER = '(other)';

const MANY = 'values beyond the first 1,000 of a day and form, and texts with an email address';

interface GroupWords {
  /** In a heading and in the picker. */
  label: string;
  /** In a caption: "Leads by …". */
  of: string;
  none: string;
  other: string;
}

export const GROUPS: Record<Group, GroupWords> = {
  channel: {
    label: 'Channel',
    of: 'channel',
    none: '',
    other: 'channels that neither the form nor Google’s channel groups name',
  },
  page: { label: 'Page', of: 'page', none: 'leads that came without the address of a page', other: MANY },
  value: {
    label: 'Report value',
    of: 'report value',
    none: 'leads without a value in the form’s report field (a hidden field with “Show its values in reports”)',
    other: MANY,
  },
  utm_source: {
    label: 'Campaign source',
    of: 'campaign source',
    none: 'leads of a visit without utm_source',
    other: MANY,
  },
  utm_campaign: {
    label: 'Campaign name',
    of: 'campaign name',
    none: 'leads of a visit without utm_campaign',
    other: MANY,
  },
  link: {
    label: 'Tracking link',
    of: 'tracking link',
    none: 'leads that were sent without a tracking link',
    other: MANY,
  },
  form: { label: 'Form', of: 'form', none: '', other: MANY },
  day: { label: 'Day', of: 'day', none: '', other: MANY },
  reason: {
    label: 'Reason',
    of: 'Convertr’s reason',
    none: 'leads that are neither invalid nor refused, or that Convertr gave no reason for',
    other: 'reasons that may quote an answer',
  },
};
export const GROUP_NAMES = Object.keys(GROUPS) as Group[];

export interface Names {
  /** Titles by form. */
  forms: ReadonlyMap<string, string>;
  /** Names by number. */
  links: ReadonlyMap<string, string>;
}

export function toName(group: Group, key: string, { forms, links }: Names): string {
  if (group === 'day') return key === OTHER ? key : toDayName(key);
  if (group === 'page') return key.replace(/^https:\/\//, '');
  const name = group === 'form' ? forms.get(key) : group === 'link' ? links.get(key) : undefined;
  return name ? `${name} (${key})` : key;
}

/** What the list of leads can be narrowed by. */
const FILTERS: Partial<Record<Group, (key: string) => Filter>> = {
  channel: (channel) => ({ channel }),
  form: (form) => ({ form }),
  day: (day) => ({ from: day, to: day }),
};

/** The list of a row's leads. Undefined where no filter finds them. */
export function toList(
  { by, and, range, ...filter }: { by: Group; and: Group | undefined; range: Range } & Filter,
  row: Row | undefined,
  verdict: string,
): string | undefined {
  // The list forgets old leads, the figures do not.
  if (range.from < firstSourcedDay(Date.now())) return undefined;
  const keys = row ? [[by, row.key] as const, ...(and ? [[and, row.and ?? ''] as const] : [])] : [];
  const filters = keys.map(([group, key]) =>
    key === OTHER && group !== 'channel' ? undefined : FILTERS[group]?.(key),
  );
  if (filters.includes(undefined)) return undefined;
  return toCountedList(Object.assign({ ...filter, ...range, verdict }, ...filters));
}

/** What `(none)` and `(other)` are, where they are among the rows. */
export function explainRows(by: Group, and: Group | undefined, rows: readonly Row[]): string[] {
  const explain = (group: Group, keys: readonly (string | undefined)[]) => {
    const { label, none, other } = GROUPS[group];
    return [
      ...(keys.includes(NONE) ? [`${label} ${NONE}: ${none}, or leads from before it was counted.`] : []),
      ...(keys.includes(OTHER) ? [`${label} ${OTHER}: ${other}.`] : []),
    ];
  };
  const keysOf = (which: 'key' | 'and') => rows.map((row) => row[which]);
  return [...explain(by, keysOf('key')), ...(and ? explain(and, keysOf('and')) : [])];
}

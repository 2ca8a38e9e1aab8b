/** A report is its address, so that it can be bookmarked and shared. */
import { toDay } from '../components/time.ts';
import { COLUMNS, type Order } from '../statistics/figures.ts';
import { GROUP_NAMES, type Group } from './groups.ts';
import { PERIODS, type Period, type Range, toRanges } from './periods.ts';

export interface Report {
  /** Blank: the first account. */
  enterprise: string;
  by: Group;
  /** A second group. */
  and: Group | undefined;
  /** One form's leads alone. Blank: all. */
  form: string;
  period: Period;
  /** Of a custom period, as typed. */
  given: Range;
  order: Order;
}

export function readReport(query: string): Report {
  const values = new URLSearchParams(query);
  const read = (name: string) => values.get(name) ?? '';
  const by = GROUP_NAMES.find((name) => name === read('by')) ?? 'channel';
  const and = GROUP_NAMES.find((name) => name === read('and') && name !== by);
  const period = (Object.keys(PERIODS) as Period[]).find((name) => name === read('period')) ?? '28';
  const given = { from: read('from'), to: read('to') };
  return {
    enterprise: read('enterprise'),
    by,
    and,
    form: read('form'),
    period,
    given,
    order: readOrder(read('sort'), by),
  };
}

/** A minus is for the largest first. Days begin with the first, groups with the largest. */
function readOrder(text: string, by: Group): Order {
  const [, sign, name] = /^(-?)(\w+)$/.exec(text) ?? [];
  const known = [...Object.keys(COLUMNS), 'key', 'and'].find((each) => each === name);
  if (known) return { by: known as Order['by'], isDown: sign === '-' };
  return by === 'day' ? { by: 'key', isDown: false } : { by: 'leads', isDown: true };
}

export const writeOrder = ({ by, isDown }: Order): string => `${isDown ? '-' : ''}${by}`;

/** The address with something else in it. A blank value leaves it out. */
export function changeReport(query: string, change: Record<string, string>): string {
  const values = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) {
    if (value) values.set(name, value);
    else values.delete(name);
  }
  return `/console/reports?${values}`;
}

export const rangesOf = ({ period, given }: Report, now = Date.now()) => toRanges(period, given, toDay(now));

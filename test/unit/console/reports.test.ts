import { describe, expect, test } from 'vitest';
import { compareRows, compareTotals } from '../../../worker/console/reports/compare.ts';
import { explainRows, type Group, toList, toName } from '../../../worker/console/reports/groups.ts';
import { type Period, toRanges } from '../../../worker/console/reports/periods.ts';
import { toCsv } from '../../../worker/console/reports/report-csv.ts';
import { changeReport, readReport, writeOrder } from '../../../worker/console/reports/report-query.ts';
import { toChart } from '../../../worker/console/reports/report-table.ts';
import { describeChange, formatFigure, type Row, sortRows } from '../../../worker/console/statistics/figures.ts';

const row = (key: string, [valid, invalid, pending, none]: number[], and?: string): Row => ({
  key,
  ...(and !== undefined && { and }),
  leads: (valid ?? 0) + (invalid ?? 0) + (pending ?? 0) + (none ?? 0),
  valid: valid ?? 0,
  invalid: invalid ?? 0,
  pending: pending ?? 0,
});

describe('a period and the one before', () => {
  test.each<[Period, today: string, range: string, before: string]>([
    ['7', '2026-11-28', '2026-11-22 2026-11-28', '2026-11-15 2026-11-21'],
    ['28', '2026-03-01', '2026-02-02 2026-03-01', '2026-01-05 2026-02-01'],
    ['90', '2026-01-10', '2025-10-13 2026-01-10', '2025-07-15 2025-10-12'],
    ['month', '2026-11-28', '2026-11-01 2026-11-28', '2026-10-01 2026-10-28'],
    ['month', '2026-01-01', '2026-01-01 2026-01-01', '2025-12-01 2025-12-01'],
    ['month', '2026-03-31', '2026-03-01 2026-03-31', '2026-02-01 2026-02-28'],
    ['last-month', '2026-01-31', '2025-12-01 2025-12-31', '2025-11-01 2025-11-30'],
  ])('%s on %s', (period, today, range, before) => {
    const ranges = toRanges(period, { from: '', to: '' }, today);
    const show = (of?: { from: string; to: string }) => `${of?.from} ${of?.to}`;
    expect([show(ranges?.range), show(ranges?.before)]).toEqual([range, before]);
  });

  test.each([
    ['2026-11-03', '2026-11-05', { from: '2026-10-31', to: '2026-11-02' }],
    ['2026-11-05', '2026-11-03', undefined],
    ['', '2026-11-03', undefined],
    ['0001-01-01', '2026-11-03', undefined],
    ['2026-13-01', '2026-13-02', undefined],
    ['yesterday', 'today', undefined],
  ])('of one’s own from %j to %j', (from, to, before) => {
    expect(toRanges('custom', { from, to }, '2026-11-28')?.before).toEqual(before);
  });
});

describe('a figure', () => {
  const now = { ...row('', [6, 2, 1, 1]), before: row('', [4, 4]) };

  test.each([
    ['leads', '10', '+2'],
    ['invalidShare', '25%', '−25 points'],
    ['validRate', '75%', '+25 points'],
    ['invalid', '2', '−2'],
    ['pending', '1', '+1'],
    ['none', '1', '+1'],
  ] as const)('%s is %s, with its change %s', (key, text, change) => {
    expect([formatFigure(key, now), describeChange(key, now)]).toEqual([text, change]);
  });

  test('and its opposite make 100%', () => {
    const odd = row('', [7, 1]);
    expect([formatFigure('validRate', odd), formatFigure('invalidShare', odd)]).toEqual(['88%', '12%']);
  });

  test('has no rate while nothing is decided, and no change from nothing to nothing', () => {
    const none = { ...row('', [0, 0, 3]), before: row('', [0, 0, 3]) };
    expect([formatFigure('validRate', none), describeChange('validRate', none)]).toEqual(['–', undefined]);
    expect([describeChange('leads', none), describeChange('valid', none)]).toEqual(['no change', undefined]);
    expect(formatFigure('leads', row('', [1234]))).toBe('1,234');
  });
});

describe('rows', () => {
  const range = { from: '2026-11-27', to: '2026-11-28' };
  const before = { from: '2026-11-25', to: '2026-11-26' };
  const show = (rows: Row[]) => rows.map((each) => [each.key, each.leads, each.before?.leads]);

  test('of groups are compared with the same ones, and those that are gone stay as zeros', () => {
    const rows = compareRows([row('a', [2]), row('b', [1])], [row('a', [5]), row('c', [3])], {
      by: 'value',
      and: undefined,
      range,
      before,
    });
    expect(show(rows)).toEqual([
      ['a', 2, 5],
      ['b', 1, 0],
      ['c', 0, 3],
    ]);
  });

  test('of days are compared with the day at the same place, and days without leads are there', () => {
    const old = [row('2026-11-25', [4])];
    expect(show(compareRows([row('2026-11-28', [2])], old, { by: 'day', and: undefined, range, before }))).toEqual([
      ['2026-11-27', 0, 4],
      ['2026-11-28', 2, 0],
    ]);
    const pairs = compareRows([row('x', [2], '2026-11-27')], [row('x', [4], '2026-11-25')], {
      by: 'form',
      and: 'day',
      range,
      before,
    });
    expect(pairs).toEqual([{ ...row('x', [2], '2026-11-27'), before: { ...row('x', [4], '2026-11-27') } }]);
  });

  test('of a month without a counterpart have nothing to compare with, but its total has', () => {
    const march = { from: '2026-03-01', to: '2026-03-31' };
    const february = { from: '2026-02-01', to: '2026-02-28' };
    const now = [row('2026-03-31', [1])];
    const long = compareRows(now, [], { by: 'day', and: undefined, range: march, before: february });
    expect(show(long).slice(-4)).toEqual([
      ['2026-03-28', 0, 0],
      ['2026-03-29', 0, undefined],
      ['2026-03-30', 0, undefined],
      ['2026-03-31', 1, undefined],
    ]);
    const old = [row('2026-03-31', [7])];
    const short = compareRows([], old, { by: 'day', and: undefined, range: february, before: march });
    expect(short).toHaveLength(28);
    expect(compareTotals([], old).before.leads).toBe(7);
  });

  test.each([
    ['-leads', ['many', 'bad', 'few', 'waits']],
    ['-invalidShare', ['bad', 'many', 'few', 'waits']],
    ['invalidShare', ['few', 'many', 'bad', 'waits']],
    ['key', ['bad', 'few', 'many', 'waits']],
    ['-key', ['waits', 'many', 'few', 'bad']],
  ])('are sorted by %s, those without a rate last', (sort, keys) => {
    const rows = [row('few', [2]), row('waits', [0, 0, 1]), row('bad', [1, 2]), row('many', [8, 2])];
    const { order } = readReport(`?sort=${sort}`);
    expect(writeOrder(order)).toBe(sort);
    expect(sortRows(rows, order, ({ key }) => key).map(({ key }) => key)).toEqual(keys);
  });
});

describe('the address of a report', () => {
  test.each([
    ['', { by: 'channel', and: undefined, period: '28', order: { by: 'leads', isDown: true } }],
    ['?by=day', { by: 'day', order: { by: 'key', isDown: false } }],
    ['?by=value&and=page&period=last-month', { by: 'value', and: 'page', period: 'last-month' }],
    ['?by=email&and=channel&period=9&sort=x', { by: 'channel', and: undefined, period: '28' }],
    ['?by=link&and=link', { by: 'link', and: undefined }],
  ])('%j', (query, report) => {
    expect(readReport(query)).toMatchObject(report);
  });

  test('keeps what is not changed, and leaves out what is blank', () => {
    expect(changeReport('?by=page&form=a', { form: '', period: '7' })).toBe('/console/reports?by=page&period=7');
  });
});

describe('a row leads to the list', () => {
  const today = new Date().toISOString().slice(0, 10);
  const range = { from: today, to: today };
  const listOf = (by: Group, key: string, and?: Group, second?: string) =>
    toList({ by, and, range, enterprise: 'acme', form: '' }, row(key, [1], second), 'invalid');

  test.each([
    ['channel', 'Email', undefined, undefined, { channel: 'Email', from: today, to: today }],
    ['channel', '(other)', undefined, undefined, { channel: '(other)' }],
    ['form', 'acme-report', 'channel', 'Email', { form: 'acme-report', channel: 'Email' }],
    ['day', '2026-11-01', undefined, undefined, { from: '2026-11-01', to: '2026-11-01' }],
  ] as const)('of %s %s', (by, key, and, second, filter) => {
    const query = new URL(listOf(by, key, and, second) ?? '', 'https://leads.example.com').searchParams;
    expect(Object.fromEntries(query)).toMatchObject({
      enterprise: 'acme',
      status: 'counted',
      verdict: 'invalid',
      ...filter,
    });
  });

  test.each([
    ['page', 'https://landing.example.com/', undefined, undefined],
    ['channel', 'Email', 'value', 'p-7'],
    ['form', '(other)', 'channel', '(other)'],
  ] as const)('not of %s %s, which no filter finds', (by, key, and, second) => {
    expect(listOf(by, key, and, second)).toBeUndefined();
  });

  test('not for days that the list has forgotten', () => {
    const old = { from: '2020-01-01', to: today };
    expect(toList({ by: 'channel', and: undefined, range: old, enterprise: 'acme' }, undefined, '')).toBeUndefined();
  });
});

test('names stand before numbers and ids', () => {
  const names = { forms: new Map([['a', 'Get the report']]), links: new Map([['25', 'spring-mail']]) };
  expect(toName('form', 'a', names)).toBe('Get the report (a)');
  expect(toName('form', 'gone', names)).toBe('gone');
  expect(toName('link', '25', names)).toBe('spring-mail (25)');
  expect(toName('page', 'https://landing.example.com/a', names)).toBe('landing.example.com/a');
  expect(toName('day', '2026-11-28', names)).toBe('28 Nov');
});

test('(none) and (other) are explained where they are', () => {
  expect(explainRows('channel', undefined, [row('Email', [1])])).toEqual([]);
  const notes = explainRows('value', 'reason', [row('(none)', [1], '(other)'), row('(other)', [1], 'x')]);
  expect(notes.map((note) => /^[^:]*/.exec(note)?.[0])).toEqual([
    'Report value (none)',
    'Report value (other)',
    'Reason (other)',
  ]);
});

test('a chart of two groups with days shows the days, each added up', () => {
  const report = { ...readReport('?by=channel&and=day'), enterprise: 'acme' };
  const rows = [row('Email', [1], '2026-11-28'), row('Direct', [2], '2026-11-28')];
  const range = { from: '2026-11-27', to: '2026-11-28' };
  const total = { ...row('', [3]), before: row('', [0]) };
  const chart = toChart(
    { report, range, before: range, rows, total, names: { forms: new Map(), links: new Map() } },
    { rows },
  );
  expect(chart.rows.map(({ key, valid }) => [key, valid])).toEqual([
    ['2026-11-27', 0],
    ['2026-11-28', 3],
  ]);
});

test('the file has the table’s rows, the period before, and no cell that a spreadsheet would run', () => {
  const rows = [{ ...row('=1+1', [1500, 500]), before: row('=1+1', [1]) }, row('a,b', [0])];
  const csv = toCsv({ heads: [{ by: 'key', label: 'Report value' }], rows, toName: ({ key }) => key });
  expect(csv.split('\r\n')).toEqual([
    '\ufeffReport value,Leads,Share invalid,Valid rate,Valid,Pending,Invalid,Not delivered,Leads before,Share invalid before,Valid rate before,Valid before,Pending before,Invalid before,Not delivered before',
    "'=1+1,2000,25%,75%,1500,0,500,0,1,0%,100%,1,0,0,0",
    '"a,b",0,,,0,0,0,0,,,,,,,',
    '',
  ]);
});

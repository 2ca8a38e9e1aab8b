import { expect, test } from 'vitest';
import { joinDates, splitDate } from '../../../worker/leads/date-parts.ts';

const post = (answers: Record<string, string>) =>
  new Map(Object.entries(answers).map(([name, value]) => [`form[dob]${name}`, [value]] as const));

test.each<[string, Record<string, string>, string | undefined]>([
  ['are joined and padded', { '.day': '7', '.month': '3', '.year': '1985' }, '1985-03-07'],
  ['keep a gap where one is missing', { '.day': '7', '.month': ' ', '.year': '1985' }, '1985--07'],
  ['are no answer when all are blank', { '.day': '', '.month': '', '.year': '' }, undefined],
  [
    'do not count beside the whole date',
    { '.day': '1', '.month': '1', '.year': '1999', '': '1985-03-07' },
    '1985-03-07',
  ],
])('three inputs of a date of birth %s', (_, answers, joined) => {
  expect(joinDates(post(answers)).get('form[dob]')?.[0]).toBe(joined);
});

test('a date is split into what was typed', () => {
  expect(splitDate('1985--07')).toEqual({ year: '1985', month: '', day: '07' });
  expect(splitDate('')).toEqual({ year: '', month: '', day: '' });
});

import { describe, expect, test } from 'vitest';
import { guessColumns, parseTable, toLines } from '../../../worker/console/leads/verdict-list.ts';

function read(text: string) {
  const table = parseTable(text);
  return toLines(table, guessColumns(table));
}

describe('a list of verdicts', () => {
  test.each([
    ['commas', 'Lead ID,Status,Reason\n4711,Invalid,Out of area\n4712,valid,'],
    ['semicolons', 'lead_id;Status;Rejection reason\r\n4711;INVALID;Out of area\r\n4712;Approved;\r\n'],
    ['tabs, as a spreadsheet pastes them', 'leadId\tverdict\tComment\n4711\trejected\tOut of area\n4712\taccepted\t'],
    ['quotes', '"Lead ID","Status","Reason"\n"4711","invalid","Out of area"\n"4712","valid",""\n'],
    ['a byte order mark and blank lines', '\uFEFFId,Valid,Notes\n\n4711,no,Out of area\n,,\n4712,yes,\n'],
    ['the line ends of Excel for Mac', 'Lead ID,Status,Reason\r4711,invalid,Out of area\r4712,valid,\r'],
    [
      'columns in another order',
      'E-mail,Reason,Status,Lead Number\na@example.com,Out of area,failed,4711\nb@example.com,,passed,4712',
    ],
  ])('is read with %s', (_, text) => {
    expect(read(text)).toEqual({
      lines: [
        { leadId: 4711, verdict: 'invalid', reason: 'Out of area' },
        { leadId: 4712, verdict: 'valid', reason: undefined },
      ],
      unread: 0,
    });
  });

  test('of only numbers is one of invalid leads', () => {
    expect(read('4711\n4712').lines).toEqual([
      { leadId: 4711, verdict: 'invalid', reason: undefined },
      { leadId: 4712, verdict: 'invalid', reason: undefined },
    ]);
  });

  test('keeps separators, quotes and line breaks inside quotes', () => {
    expect(read('id,reason\n4711,"Said ""no"", twice\nat least"').lines).toEqual([
      { leadId: 4711, verdict: 'invalid', reason: 'Said "no", twice\nat least' },
    ]);
  });

  test('counts the lines that it cannot read', () => {
    expect(read('id,status\n4711,invalid\n4712,maybe\nunknown,valid')).toMatchObject({ unread: 2 });
  });

  test('has no line if no column has numbers', () => {
    expect(read('name,town\nZoë,Köln')).toEqual({ lines: [], unread: 1 });
  });

  test('that is empty has none', () => {
    expect(read('')).toEqual({ lines: [], unread: 0 });
  });
});

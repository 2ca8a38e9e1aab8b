import { describe, expect, test } from 'vitest';
import { guessColumns, parseTable, readText, toLines } from '../../../worker/console/leads/verdict-list.ts';

async function read(text: string) {
  const table = await parseTable(text);
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
      'separators and line breaks in quoted cells, names too',
      '"Lead\nID";"Status";"Client, region, town";"Reason"\n4711;invalid;"a, b;\nc";"Out of area"\n4712;valid;"";""',
    ],
    [
      'more semicolons in its texts than commas',
      'Lead ID,Status,Note,Region\n4711,invalid,Out of area,a; b; c; d\n4712,valid,,e; f; g; h',
    ],
    ['tabs beside commas', 'Lead ID\tStatus\tReason\tTown, county\n4711\tno\tOut of area\ta, b\n4712\tyes\t\tc, d'],
    ['blanks around its cells', ' Lead ID , Status , Reason \n 4711 , invalid , Out of area \n 4712 , valid , \n , , '],
    ['line ends of both kinds', 'Lead ID,Status,Reason\r\n4711,invalid,Out of area\n4712,valid,\r\n'],
    [
      'columns in another order',
      'E-mail,Reason,Status,Lead Number\na@example.com,Out of area,failed,4711\nb@example.com,,passed,4712',
    ],
  ])('is read with %s', async (_, text) => {
    expect(await read(text)).toEqual({
      lines: [
        { leadId: 4711, verdict: 'invalid', reason: 'Out of area' },
        { leadId: 4712, verdict: 'valid', reason: undefined },
      ],
      unread: 0,
    });
  });

  test('of only numbers is one of invalid leads', async () => {
    expect((await read('4711\n4712')).lines).toEqual([
      { leadId: 4711, verdict: 'invalid', reason: undefined },
      { leadId: 4712, verdict: 'invalid', reason: undefined },
    ]);
  });

  test('keeps separators, quotes and line breaks inside quotes', async () => {
    expect((await read('id,reason\n4711,"Said ""no"", twice\nat least"')).lines).toEqual([
      { leadId: 4711, verdict: 'invalid', reason: 'Said "no", twice\nat least' },
    ]);
  });

  test.each([
    ['6" pipe', '6" pipe'],
    ['"quoted" first', '"quoted" first'],
    ['"never closed', '"never closed'],
  ])('reads %s as a text, and the lines after it', async (cell, reason) => {
    const { lines } = await read(`Lead ID,Status,Reason\n4711,invalid,${cell}\n4712,valid,`);
    expect(lines).toEqual([
      { leadId: 4711, verdict: 'invalid', reason },
      { leadId: 4712, verdict: 'valid', reason: undefined },
    ]);
  });

  const LIST = 'Lead ID\tStatus\tReason\r\n4711\tinvalid\tGröße: "ß"\r\n';
  const utf16 = Buffer.from(`\uFEFF${LIST}`, 'utf16le');
  test.each([
    ['UTF-8', new TextEncoder().encode(LIST)],
    ['UTF-8 with a byte order mark', new TextEncoder().encode(`\uFEFF${LIST}`)],
    ['UTF-16, as Excel writes "Unicode Text"', utf16],
    ['UTF-16 of the other byte order', Buffer.from(utf16).swap16()],
    ['the code page of Windows', Uint8Array.from(LIST, (character) => character.charCodeAt(0))],
  ])('is read from a file in %s', async (_, bytes) => {
    expect((await read(await readText(new Blob([bytes])))).lines).toEqual([
      { leadId: 4711, verdict: 'invalid', reason: 'Größe: "ß"' },
    ]);
  });

  test('counts the lines that it cannot read', async () => {
    expect(await read('id,status\n4711,invalid\n4712,maybe\nunknown,valid')).toMatchObject({ unread: 2 });
  });

  test('has no line if no column has numbers', async () => {
    expect(await read('name,town\nZoë,Köln')).toEqual({ lines: [], unread: 1 });
  });

  test('that is empty has none', async () => {
    expect(await read('')).toEqual({ lines: [], unread: 0 });
  });
});

/** The ledger as a table for spreadsheets, without answers, and without cells that a spreadsheet would run. */
import type { LeadPage, LeadRow } from '../../account-api.ts';
import type { Result } from '../../result.ts';

const COLUMNS = [
  'submission',
  'form',
  'campaignId',
  'status',
  'verdict',
  'reason',
  'leadId',
  'channel',
  'linkId',
  'possibleDuplicate',
  'flags',
  'attempts',
  'receivedAt',
  'updatedAt',
] as const satisfies readonly (keyof LeadRow)[];
const PAGE_ROWS = 200;

type ReadPage = (paging: { limit: number; cursor?: string }) => Promise<Result<LeadPage, 'unreachable'>>;

/** Pages are read as the client consumes them, so that a long ledger fits into memory. */
export function streamCsv(readPage: ReadPage): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let paging: Parameters<ReadPage>[0] = { limit: PAGE_ROWS };
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(`\ufeff${COLUMNS.join(',')}\r\n`)),
    async pull(controller) {
      const page = await readPage(paging);
      // A partial table must not look complete.
      if (!page.ok) return controller.error(new Error('The account did not answer.'));
      const { leads, cursor } = page.value;
      controller.enqueue(encoder.encode(leads.map(toLine).join('')));
      if (cursor === null) controller.close();
      else paging = { limit: PAGE_ROWS, cursor };
    },
  });
}

const toLine = (lead: LeadRow): string => `${COLUMNS.map((column) => toCell(lead[column])).join(',')}\r\n`;

/**
 * Spreadsheets run a cell that begins like a formula, even after blanks or in full width, and a channel can be any
 * text.
 */
export function toCell(value: LeadRow[keyof LeadRow]): string {
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '');
  const safe = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The ledger as a table for spreadsheets: nothing personal, and nothing that a spreadsheet would run. */
import type { AccountApi, LeadPage, LeadQuery, LeadRow } from '../../account-api.ts';
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

type Ask = (ask: (object: AccountApi) => Promise<LeadPage>) => Promise<Result<LeadPage, 'unreachable'>>;

/** Read page by page as the client takes it, so that a long ledger fits into memory. */
export function streamCsv(ask: Ask, query: LeadQuery): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let cursor: string | null | undefined;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(`\ufeff${COLUMNS.join(',')}\r\n`)),
    async pull(controller) {
      const page = await ask((object) => object.leads({ ...query, limit: PAGE_ROWS, ...(cursor && { cursor }) }));
      // Half a table must not look like a whole one.
      if (!page.ok) return controller.error(new Error('The account did not answer.'));
      controller.enqueue(encoder.encode(page.value.leads.map(toLine).join('')));
      cursor = page.value.cursor;
      if (cursor === null) controller.close();
    },
  });
}

const toLine = (lead: LeadRow): string => `${COLUMNS.map((column) => toCell(lead[column])).join(',')}\r\n`;

/** Spreadsheets run cells that begin like a formula, some after blanks or in full width; a channel can be any text. */
export function toCell(value: LeadRow[keyof LeadRow]): string {
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '');
  const safe = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

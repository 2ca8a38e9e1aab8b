/** The ledger as a table for spreadsheets, without answers, and without cells that a spreadsheet would run. */
import type { LeadPage, LeadRow } from '../../account-api.ts';
import { SOURCE_NAMES } from '../../forms/attribution/sources.ts';
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
/** The ids by which advertising platforms recognise a click, after the others. */
const VISIT_COLUMNS = ['value', ...SOURCE_NAMES];
const PAGE_ROWS = 200;

type ReadPage = (paging: { limit: number; cursor?: string }) => Promise<Result<LeadPage, 'unreachable'>>;

/**
 * Pages are read as the client consumes them, so that a long ledger fits into memory.
 * @param hasVisits whether the pages contain the tags of each visit.
 */
export function streamCsv(readPage: ReadPage, hasVisits: boolean): ReadableStream<Uint8Array> {
  const columns = [...COLUMNS, ...(hasVisits ? VISIT_COLUMNS : [])];
  const encoder = new TextEncoder();
  let paging: Parameters<ReadPage>[0] = { limit: PAGE_ROWS };
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(`\ufeff${columns.join(',')}\r\n`)),
    async pull(controller) {
      const page = await readPage(paging);
      // A partial table must not look complete.
      if (!page.ok) return controller.error(new Error('The account did not answer.'));
      const { leads, cursor } = page.value;
      controller.enqueue(encoder.encode(leads.map((lead) => toLine({ ...lead.visit, ...lead }, columns)).join('')));
      if (cursor === null) controller.close();
      else paging = { limit: PAGE_ROWS, cursor };
    },
  });
}

const toLine = (values: Record<string, unknown>, columns: readonly string[]): string =>
  `${columns.map((column) => toCell(values[column])).join(',')}\r\n`;

/**
 * Spreadsheets run a cell that begins like a formula, even after blanks or in full width, and a channel can be any
 * text.
 */
export function toCell(value: unknown): string {
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '');
  const safe = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

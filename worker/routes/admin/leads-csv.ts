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
/** What advertising platforms recognise a click by. They follow the others. */
const VISIT_COLUMNS = ['value', ...SOURCE_NAMES];
const PAGE_ROWS = 200;

type ReadPage = (paging: { limit: number; cursor?: string }) => Promise<Result<LeadPage, 'unreachable'>>;

/**
 * Pages are read as the client takes them, so that a long ledger fits into memory.
 * @param hasVisits the pages tell what each visit was tagged with.
 */
export function streamCsv(readPage: ReadPage, hasVisits: boolean): ReadableStream<Uint8Array> {
  const columns = [...COLUMNS, ...(hasVisits ? VISIT_COLUMNS : [])];
  const encoder = new TextEncoder();
  let paging: Parameters<ReadPage>[0] = { limit: PAGE_ROWS };
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(`\ufeff${columns.join(',')}\r\n`)),
    async pull(controller) {
      const page = await readPage(paging);
      // Half a table must not look like a whole one.
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

/** Spreadsheets run a cell that begins like a formula, also after blanks or in full width. A channel can be any text. */
export function toCell(value: unknown): string {
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '');
  const safe = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

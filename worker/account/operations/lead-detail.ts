import type { LeadDetail, Status } from '../../account-api.ts';
import type { AccountContext } from '../context.ts';
import { answersUntil } from '../retention.ts';
import type { Row } from '../store/lead-row.ts';
import { toLeadRow } from '../store/lead-views.ts';

const iso = (time: number): string => new Date(time).toISOString();
const toIso = (time: number | null): string | null => (time === null ? null : iso(time));

/**
 * A lead with everything that can still be decrypted.
 * @param probeAt when it, or another lead in its place, is tried again. Null if none is.
 */
export async function readDetail(
  { sql, sealedAnswers, outbox }: AccountContext,
  row: Row,
  probeAt: number | null,
): Promise<LeadDetail> {
  const [data, reasons] = await Promise.all([sealedAnswers.open(row), sealedAnswers.openReasons(row)]);
  const noted = sql
    .exec<{ at: number; from_status: Status | null; to_status: Status; why: string; by_whom: string | null }>(
      'SELECT at, from_status, to_status, why, by_whom FROM history WHERE lead = ? ORDER BY rowid',
      row.id,
    )
    .toArray()
    .map(({ at, from_status, to_status, why, by_whom }) => ({
      at: iso(at),
      from: from_status,
      to: to_status,
      why,
      by: by_whom,
    }));
  const history = withFirstSend(row, noted);
  const first = { at: iso(row.received), from: null, to: firstState(row, history[0]?.from), why: 'received', by: null };
  return {
    ...toLeadRow(row),
    answers: data?.answers ?? null,
    context: data?.context ?? null,
    reasons,
    history: [first, ...history],
    nextAt: toIso(row.status === 'held' ? probeAt : row.due),
    answersUntil: data ? toIso(answersUntil(row)) : null,
    webhooks: outbox.list(row.id),
  };
}

/** The first send is not in `history`: the lead's own row has its time. */
function withFirstSend({ first_sent }: Row, noted: LeadDetail['history']): LeadDetail['history'] {
  if (first_sent === null) return noted;
  const next = noted.findIndex(({ from }) => from === 'sending');
  const before = next < 0 ? noted.length : next;
  return noted.toSpliced(before, 0, { at: iso(first_sent), from: 'queued', to: 'sending', why: 'sent', by: null });
}

/** The first state is not in `history` either: it follows from the first change. */
const firstState = (row: Row, next: Status | null | undefined): Status =>
  next === 'quarantined' || (next === undefined && row.status === 'quarantined') ? 'quarantined' : 'queued';

/** What a person may do with a lead: send it again, give it up, find it by an address, erase it. */
import type {
  Answers,
  BulkRetry,
  ChangeResult,
  EraseResult,
  LeadQuery,
  PersonLeads,
  Status,
} from '../../account-api.ts';
import type { Core } from '../context.ts';
import type { Waiters } from '../delivery/pending-replies.ts';
import { PROBE } from '../delivery/scheduler.ts';
import { queued } from '../delivery/transition.ts';
import { findLeads, toLeadRow } from '../store/lead-queries.ts';
import { ERASED, type Row, withFlag } from '../store/lead-row.ts';
import type { LeadBox } from '../store/sealed-answers.ts';

const RETRIED: readonly Status[] = ['refused', 'held', 'unknown', 'quarantined'];
const DISCARDED: readonly Status[] = ['queued', 'refused', 'held', 'unknown', 'quarantined'];
/** A call ends within its time-out. */
const IN_FLIGHT_MS = 25_000;

export class Changes {
  readonly #core: Core;
  readonly #box: LeadBox;
  readonly #waiters: Waiters;

  constructor(core: Core, box: LeadBox, waiters: Waiters) {
    this.#core = core;
    this.#box = box;
    this.#waiters = waiters;
  }

  /** Queues it again, its answers corrected. A person has looked, so a paused account tries too. */
  async retry(submission: string, corrections: Answers | undefined, form: string | undefined): Promise<ChangeResult> {
    const found = this.#find(submission, form);
    if ('kind' in found) return found;
    if (!RETRIED.includes(found.status)) return { kind: 'wrong_state', status: found.status };
    const contents = await this.#box.open(found);
    if (!contents) return { kind: 'wrong_state', status: found.status };
    const emails = [...contents.emails, ...findEmails(corrections)];
    const answers = leaveOutBlanks({ ...contents.answers, ...corrections });
    const corrected = { ...contents, answers, emails: [...new Set(emails)] };
    const changed = corrections && Object.keys(corrections).length > 0;
    const sealed = changed ? await this.#box.seal(found, corrected) : undefined;
    const hashes = changed ? await this.#box.hashEmails(corrected) : [];
    const now = Date.now();
    const why = changed ? 'corrected_by_person' : 'retried_by_person';
    // The person may know that the campaign is open again.
    const probe = found.reason === 'campaign_closed' && { reason: PROBE };
    const change = { ...queued(now), ...probe, backoffs: 0, ...(sealed && { sealed }) };
    const row = this.#core.ledger.change(found.id, { status: found.status }, change, why, now);
    if (!row) return { kind: 'wrong_state', status: this.#core.ledger.get(found.id)?.status ?? found.status };
    this.#core.ledger.remember(row.id, hashes);
    this.#core.gate.release(now);
    return { kind: 'changed', lead: toLeadRow(row) };
  }

  /** What a person may retry among the leads that a filter finds, oldest first. */
  async retryAll(query: LeadQuery, limit: number): Promise<BulkRetry> {
    const found = findLeads(this.#core.sql, query, query.status ? RETRIED.filter((s) => s === query.status) : RETRIED);
    let retried = 0;
    for (const { submission, form } of found.slice(0, limit)) {
      const result = await this.retry(submission, undefined, form);
      if (result.kind === 'changed') retried += 1;
    }
    return { retried, remaining: found.length - retried };
  }

  discard(submission: string, form: string | undefined): ChangeResult {
    const found = this.#find(submission, form);
    if ('kind' in found) return found;
    // Whoever asks again, because the answer was lost, is not told that it failed.
    if (found.status === 'discarded') return { kind: 'changed', lead: toLeadRow(found) };
    const row = DISCARDED.includes(found.status)
      ? this.#discard(found, 'discarded_by_person', found.sealed)
      : undefined;
    return row ? { kind: 'changed', lead: toLeadRow(row) } : { kind: 'wrong_state', status: found.status };
  }

  /** Leads with the address in any e-mail answer, also those whose answers are deleted by now. */
  async leadsOf(email: string): Promise<PersonLeads> {
    const { enterprise, ledger } = this.#core;
    const rows = (await this.#idsOf(email)).flatMap((id) => ledger.get(id) ?? []);
    return { enterprise, leads: rows.map(toLeadRow).reverse() };
  }

  /** Deletes the answers of those leads. The rows stay. */
  async erase(email: string): Promise<EraseResult> {
    const { enterprise, ledger } = this.#core;
    const result: EraseResult = { enterprise, found: 0, erased: 0, discarded: 0, delivered: [] };
    for (const lead of await this.#idsOf(email)) {
      // It ends by itself; then its answers are not needed any more.
      if (ledger.get(lead)?.status === 'sending') await this.#waiters.wait(lead, IN_FLIGHT_MS);
      const row = ledger.get(lead);
      if (!row) continue;
      result.found += 1;
      if (row.sealed) result.erased += 1;
      if (row.status === 'delivered' && row.lead_id !== null) result.delivered.push(row.lead_id);
      if (DISCARDED.includes(row.status)) {
        this.#discard(row, 'erased', null);
        result.discarded += 1;
      } else {
        // A lead that is still being sent finds no answers to send again.
        const change = { sealed: null, reasons: null, flags: withFlag(row, ERASED) };
        ledger.change(row.id, { status: row.status }, change, 'erased', Date.now());
        ledger.note(row.id, row.status, row.status, 'erased', Date.now());
      }
    }
    return result;
  }

  /** Oldest first. */
  async #idsOf(email: string): Promise<number[]> {
    const hashes = await this.#core.cipher.hashEmail(email);
    const marks = hashes.map(() => '?').join(', ');
    return this.#core.sql
      .exec<{ lead: number }>(`SELECT DISTINCT lead FROM emails WHERE hash IN (${marks}) ORDER BY lead`, ...hashes)
      .toArray()
      .map(({ lead }) => lead);
  }

  #discard(row: Row, why: string, sealed: ArrayBuffer | null): Row | undefined {
    const reason = why === 'erased' ? 'erased' : 'discarded';
    const change = { status: 'discarded', reason, lane: null, due: null, lease: null, sealed } as const;
    const full = sealed === null ? { ...change, reasons: null } : change;
    const after = this.#core.ledger.change(row.id, { status: row.status }, full, why, Date.now());
    if (!after) return undefined;
    this.#waiters.tell(after, []);
    // A person has looked at what nobody had seen before.
    if (row.reason === 'unexpected_answer') this.#core.gate.release(Date.now());
    return after;
  }

  #find(
    submission: string,
    form: string | undefined,
  ): Row | Extract<ChangeResult, { kind: 'not_found' | 'ambiguous' }> {
    const rows = this.#core.ledger.findAll(submission).filter((row) => form === undefined || row.form === form);
    const [row] = rows;
    if (!row) return { kind: 'not_found' };
    return rows.length > 1 ? { kind: 'ambiguous', forms: rows.map((each) => each.form) } : row;
  }
}

/** Convertr takes a blank value for an answer, and that of a box for a tick. */
const leaveOutBlanks = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => [value].flat().some((text) => text.trim() !== '')));

/** What a person has typed in may be an address where the visitor had left the field blank. */
const findEmails = (answers: Answers = {}): string[] =>
  Object.keys(answers).filter((name) => [answers[name]].flat().some((text) => /^[^\s@]+@[^\s@]+$/.test(text ?? '')));

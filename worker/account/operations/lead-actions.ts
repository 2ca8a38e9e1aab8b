import type { Answers, BulkRetry, ChangeResult, LeadDetail, LeadQuery } from '../../account-api.ts';
import type { AccountContext } from '../context.ts';
import type { LeadTransitions } from '../delivery/lead-transitions.ts';
import { RETRIABLE } from '../delivery/state-machine.ts';
import { WRONG_ID } from '../delivery/transition.ts';
import type { VerdictPoller } from '../delivery/verdict-poller.ts';
import { findLeads } from '../store/lead-queries.ts';
import type { Row } from '../store/lead-row.ts';
import { toLeadRow } from '../store/lead-views.ts';
import type { ClosedCampaigns } from '../upstream/closed-campaigns.ts';
import type { Session } from '../upstream/session.ts';
import type { WrongIds } from '../upstream/wrong-ids.ts';
import { readDetail } from './lead-detail.ts';

type NotOne = Extract<ChangeResult, { kind: 'not_found' | 'ambiguous' }>;

interface Parts {
  context: AccountContext;
  closed: ClosedCampaigns;
  wrongIds: WrongIds;
  session: Session;
  transitions: LeadTransitions;
  verdicts: VerdictPoller;
}

/** What a person may do with a lead: view it, send it again, discard it. */
export class LeadActions {
  readonly #context: AccountContext;
  readonly #closed: ClosedCampaigns;
  readonly #wrongIds: WrongIds;
  readonly #session: Session;
  readonly #transitions: LeadTransitions;
  readonly #verdicts: VerdictPoller;

  constructor({ context, closed, wrongIds, session, transitions, verdicts }: Parts) {
    this.#context = context;
    this.#closed = closed;
    this.#wrongIds = wrongIds;
    this.#session = session;
    this.#transitions = transitions;
    this.#verdicts = verdicts;
  }

  /** @param isShown a person sees the answers, which the lead's history records. */
  async look(
    submission: string,
    form: string | undefined,
    isShown: boolean,
    by: string | undefined,
  ): Promise<{ kind: 'found'; lead: LeadDetail } | NotOne> {
    const { leads } = this.#context;
    const row = this.#find(submission, form);
    if ('kind' in row) return row;
    const lead = await readDetail(this.#context, row, this.#nextTryAt(row));
    if (isShown && lead.answers) leads.note(row.id, row.status, row.status, 'answers_shown', Date.now(), by);
    return { kind: 'found', lead };
  }

  /** Queues it again, with corrected answers if there are any. */
  async retry(
    submission: string,
    corrections: Answers | undefined,
    form: string | undefined,
    by: string | undefined,
  ): Promise<ChangeResult> {
    const { sealedAnswers, leads } = this.#context;
    const row = this.#find(submission, form);
    if ('kind' in row) return row;
    const wrongState: ChangeResult = { kind: 'wrong_state', status: row.status };
    if (!RETRIABLE.includes(row.status)) return wrongState;
    const data = await sealedAnswers.open(row);
    // Deleted answers cannot be sent.
    if (!data) return wrongState;
    const isCorrected = corrections !== undefined && Object.keys(corrections).length > 0;
    const emails = [...new Set([...data.emails, ...findEmails(corrections)])];
    const corrected = { ...data, emails, answers: leaveOutBlanks({ ...data.answers, ...corrections }) };
    const update = isCorrected ? { sealed: await sealedAnswers.seal(row, corrected) } : {};
    const hashes = isCorrected ? await sealedAnswers.hashEmails(corrected) : [];
    const now = Date.now();
    const isProbe = this.#closed.reasonFor(row.campaign, now) !== null || this.#wrongIds.isWrong(row, now);
    const after = this.#transitions.apply(row, { kind: 'retried', isCorrected, isProbe }, update, by);
    if (!after) return { kind: 'wrong_state', status: leads.get(row.id)?.status ?? row.status };
    leads.addEmails(after.id, hashes);
    return { kind: 'changed', lead: toLeadRow(after) };
  }

  /** Queues the leads that a filter finds, oldest first. */
  async retryAll(query: LeadQuery, limit: number, by: string | undefined): Promise<BulkRetry> {
    const wanted = query.status === undefined ? RETRIABLE : [query.status].flat();
    const states = RETRIABLE.filter((status) => wanted.includes(status));
    const found = findLeads(this.#context.sql, query, states);
    let retried = 0;
    for (const { submission, form } of found.slice(0, limit)) {
      const result = await this.retry(submission, undefined, form, by);
      if (result.kind === 'changed') retried += 1;
    }
    return { retried, remaining: found.length - retried };
  }

  /** Asks Convertr for its verdict now. */
  async askVerdict(submission: string, form: string | undefined): Promise<ChangeResult | { kind: 'unreachable' }> {
    const row = this.#find(submission, form);
    if ('kind' in row) return row;
    if (row.status !== 'delivered') return { kind: 'wrong_state', status: row.status };
    const { breaker, leads } = this.#context;
    if (breaker.refusesReads(Date.now()) || this.#session.expiry.refusesReads(Date.now()))
      return { kind: 'unreachable' };
    if (this.#session.isDue(Date.now())) await this.#session.renew();
    const token = this.#session.current(Date.now());
    const poll = token ? this.#verdicts.takeRow(row, 'person', token, Date.now()) : undefined;
    const before = row.polls;
    await poll?.();
    const after = leads.get(row.id) ?? row;
    return after.polls > before ? { kind: 'changed', lead: toLeadRow(after) } : { kind: 'unreachable' };
  }

  discard(submission: string, form: string | undefined, by: string | undefined): ChangeResult {
    const row = this.#find(submission, form);
    if ('kind' in row) return row;
    // A person whose answer was lost repeats the request, and must not get an error.
    const after = row.status === 'discarded' ? row : this.#transitions.apply(row, { kind: 'discarded' }, {}, by);
    return after ? { kind: 'changed', lead: toLeadRow(after) } : { kind: 'wrong_state', status: row.status };
  }

  /** Sends one message to its receiver again. */
  sendWebhookAgain(submission: string, message: string, form: string | undefined): ChangeResult {
    const row = this.#find(submission, form);
    if ('kind' in row) return row;
    const { outbox } = this.#context;
    return outbox.sendAgain(row.id, message, Date.now())
      ? { kind: 'changed', lead: toLeadRow(row) }
      : { kind: 'not_found' };
  }

  /** When a held lead, or another lead in its place, is tried again. */
  #nextTryAt({ reason, campaign, form }: Row): number | null {
    if (reason === WRONG_ID) return this.#wrongIds.nextTryAt(form);
    return reason === 'campaign_closed' ? this.#closed.nextTryAt(campaign) : null;
  }

  #find(submission: string, form: string | undefined): Row | NotOne {
    const rows = this.#context.leads.findAll(submission).filter((row) => form === undefined || row.form === form);
    const [row] = rows;
    if (!row) return { kind: 'not_found' };
    return rows.length > 1 ? { kind: 'ambiguous', forms: rows.map((each) => each.form) } : row;
  }
}

/** To Convertr a blank value is an answer, and ticks a checkbox. */
const leaveOutBlanks = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => [value].flat().some((text) => text.trim() !== '')));

/** A person may add an address to a field that the visitor left blank. */
const findEmails = (answers: Answers = {}): string[] =>
  Object.keys(answers).filter((name) => [answers[name]].flat().some((text) => /^[^\s@]+@[^\s@]+$/.test(text ?? '')));

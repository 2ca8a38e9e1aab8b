import type { LeadContext } from '../../account-api.ts';
import type { LeadOutcome } from '../../convertr/outcome.ts';
import { toRefusedFields } from '../../convertr/refusal.ts';
import { chooseLater, knownLinks, linkToSend } from '../../forms/attribution/link.ts';
import type { AccountContext } from '../context.ts';
import { reviewAfterDelivery } from '../retention.ts';
import { hasAnswers, isErased, type Row, type RowUpdate, readFlags } from '../store/lead-row.ts';
import type { Campaigns } from '../upstream/campaigns.ts';
import type { OutcomeReporter } from '../upstream/report-outcome.ts';
import type { WrongIds } from '../upstream/wrong-ids.ts';
import { isKnownId, isUnknownId } from './answer-rules.ts';
import { toLeadBody } from './lead-body.ts';
import type { LeadTransitions } from './lead-transitions.ts';
import type { PendingReplies } from './pending-replies.ts';
import type { Transition } from './transition.ts';
import { findUnlisted, type PostedAnswers, withUnlisted } from './unlisted-fields.ts';

interface Parts {
  context: AccountContext;
  campaigns: Campaigns;
  reporter: OutcomeReporter;
  replies: PendingReplies;
  transitions: LeadTransitions;
  posted: PostedAnswers;
  wrongIds: WrongIds;
}

/** Sends one lead, and changes its row according to the answer. */
export class Sender {
  readonly #parts: Parts;
  /** The leads that this process is sending. */
  readonly #inFlight = new Set<number>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The caller has spent the budget and checked the token. */
  async send(ready: Row, token: string): Promise<void> {
    const { context, campaigns, transitions, posted } = this.#parts;
    const row = transitions.apply(ready, { kind: 'sent' });
    if (!row) return;
    this.#inFlight.add(row.id);
    try {
      const data = await context.sealedAnswers.open(row);
      if (!data) {
        transitions.apply(row, { kind: hasAnswers(row) ? 'unreadable' : 'answers_gone' });
        return;
      }
      const linkId = this.#chooseLink(row, data.context);
      const form = campaigns.peek(row.campaign)?.forms.find(({ formId }) => formId === row.convertr_form);
      const body = toLeadBody(data.answers, form?.fields);
      const answered = await context.convertr.sendLead(token, {
        formId: row.convertr_form,
        campaignId: row.campaign,
        linkId: linkId ?? undefined,
        answers: body,
      });
      const given = { ...posted.take(row.id), ...data.answers };
      const unlisted = findUnlisted(answered, form?.fields, { sent: body, posted: given });
      const outcome = withUnlisted(answered, unlisted);
      const answers = { ...data.answers, ...unlisted.posted };
      const sealed =
        Object.keys(unlisted.posted).length > 0
          ? await context.sealedAnswers.seal(row, { ...data, answers })
          : undefined;
      await this.#settle(row, outcome, token, sealed);
    } finally {
      this.#inFlight.delete(row.id);
    }
  }

  /** Leads whose send was interrupted by a crash, which says nothing about Convertr's health. */
  settleInterrupted(): void {
    const { context, transitions } = this.#parts;
    for (const row of context.queues.sending())
      if (!this.#inFlight.has(row.id)) transitions.apply(row, { kind: 'process_died' });
  }

  /** If the campaign's links were unknown when the lead arrived, its link is chosen now. */
  #chooseLink(sending: Row, { linkBy }: LeadContext): number | null {
    const { context, campaigns } = this.#parts;
    // The caller may have been answered while the answers were decrypted.
    const { id, channel, link_id: linkId, replied, flags } = context.leads.get(sending.id) ?? sending;
    const known = readFlags({ flags });
    const lead = { channel, linkId, flags: known, linkBy, isAnswered: replied !== null };
    const chosen = chooseLater(lead, knownLinks(campaigns.peek(sending.campaign)));
    if (!chosen) return linkToSend(linkId, known);
    context.leads.update(id, { link_id: chosen.linkId, flags: JSON.stringify(chosen.flags) }, Date.now());
    return chosen.linkId;
  }

  /** Both run up to their first `await` before anything else does, so that no other lead leaves between them. */
  async #settle(sent: Row, outcome: LeadOutcome, token: string, sealed: ArrayBuffer | undefined): Promise<void> {
    const { reporter, transitions, wrongIds } = this.#parts;
    // Before the answer is returned, because the next visitor must not be thanked.
    if (isUnknownId(outcome)) wrongIds.note(sent, Date.now());
    if (isKnownId(outcome)) wrongIds.confirm(sent);
    const refused = outcome.kind === 'refused' ? toRefusedFields(outcome.refusal) : [];
    await Promise.all([
      reporter.report('lead', outcome, token),
      transitions.applyAnswer(
        sent,
        { kind: 'answered', outcome },
        {
          toUpdate: (row, step) => ({ ...this.#toUpdate(row, step), ...(sealed && !isErased(row) && { sealed }) }),
          refused,
        },
      ),
    ]);
    if (isUnknownId(outcome)) await wrongIds.diagnose(sent);
  }

  #toUpdate(row: Row, { change }: Transition): RowUpdate {
    const { context, replies } = this.#parts;
    if (change.status !== 'delivered') return {};
    const tidy_due = reviewAfterDelivery(Date.now(), context.settings.retainAnswersDays);
    // A waiting caller gets this answer in a moment, and recording that now saves a write.
    return row.replied === null && replies.has(row.id) ? { tidy_due, replied: 'delivered' } : { tidy_due };
  }
}

import type { Answers, LeadContext, RefusedField } from '../../account-api.ts';
import { SUBMIT_FIELD } from '../../convertr/field-names.ts';
import type { LeadOutcome } from '../../convertr/outcome.ts';
import { toRefusedFields } from '../../convertr/refusal.ts';
import { chooseLink, knownLinks, LINKS_UNKNOWN } from '../../forms/attribution/link.ts';
import type { Core } from '../context.ts';
import { isErased, linkOf, type Row, type RowChange, readFlags, withFlag } from '../store/lead-row.ts';
import type { LeadBox } from '../store/sealed-answers.ts';
import type { Campaigns } from '../upstream/campaigns.ts';
import type { Session } from '../upstream/session.ts';
import type { Waiters } from './pending-replies.ts';
import { afterSend, afterUnknown, beforeSend } from './state-machine.ts';
import { DAY, type Effect, settled } from './transition.ts';

/** Carries out one send: from a ready row to whatever its answer makes of it. */
export class Delivery {
  readonly #core: Core;
  readonly #session: Session;
  readonly #campaigns: Campaigns;
  readonly #box: LeadBox;
  readonly #waiters: Waiters;
  #lease = 0;
  /** Sends on their way. */
  readonly #live = new Set<number>();

  constructor(core: Core, session: Session, campaigns: Campaigns, box: LeadBox, waiters: Waiters) {
    this.#core = core;
    this.#session = session;
    this.#campaigns = campaigns;
    this.#box = box;
    this.#waiters = waiters;
  }

  /** The budget has been spent and the token is good: both are the pump's business. */
  async deliver(ready: Row, token: string): Promise<void> {
    const { ledger, convertr } = this.#core;
    const lease = ++this.#lease;
    const row = ledger.change(ready.id, { status: ready.status }, beforeSend(ready, lease), 'sent', Date.now());
    if (!row) return;
    this.#live.add(lease);
    try {
      const contents = await this.#box.open(row);
      if (!contents) {
        this.#finish(row, lease, row.sealed ? settled('held', 'unreadable') : discarded, 'no_answers');
        return;
      }
      const linkId = this.#chooseLink(row, contents.context);
      const outcome = await convertr.sendLead(token, {
        formId: row.convertr_form,
        campaignId: row.campaign,
        linkId: linkId ?? undefined,
        answers: this.#toBody(row, contents.answers),
      });
      await this.#settle(row.id, lease, token, outcome);
    } finally {
      this.#live.delete(lease);
    }
  }

  /** Rows of a send whose end nobody lived to see. Their fate is unknown; Convertr's health is not. */
  settleOrphans(now: number): void {
    const { ledger } = this.#core;
    for (const row of ledger.orphans()) {
      if (row.lease !== null && this.#live.has(row.lease)) continue;
      const { change, why } = afterUnknown(row, 'process_died', now);
      ledger.change(row.id, { status: 'sending', lease: row.lease }, change, why, now);
    }
  }

  /** Where nobody knew the campaign's links when the lead came, its link is chosen now. */
  #chooseLink(sending: Row, { linkBy }: LeadContext): number | null {
    const { ledger } = this.#core;
    const links = knownLinks(this.#campaigns.peek(sending.campaign));
    // Its caller may have been answered meanwhile.
    const row = ledger.get(sending.id) ?? sending;
    const known = readFlags(row);
    if (!links || !linkBy || !known.includes(LINKS_UNKNOWN) || linkOf(row) !== row.link_id) return linkOf(row);
    const { explicit, configured, campaign } = linkBy;
    const channels = configured === undefined ? undefined : { [row.channel]: configured };
    const { linkId = null, flags } = chooseLink({ channel: row.channel, links, explicit, channels, campaign });
    // Who was answered without it is answered so again: that is what the flag says from now on.
    const kept = known.filter((flag) => flag !== LINKS_UNKNOWN || row.replied !== null);
    const change = { link_id: linkId, flags: JSON.stringify([...new Set([...kept, ...flags])]) };
    ledger.change(row.id, { status: 'sending', lease: row.lease }, change, 'link_chosen', Date.now());
    return linkId;
  }

  /** What the campaign's form lists and nothing else: one name more fails the whole lead. */
  #toBody({ campaign, convertr_form }: Row, answers: Answers): Answers {
    const form = this.#campaigns.peek(campaign)?.forms.find(({ formId }) => formId === convertr_form);
    const known = form
      ? Object.entries(answers).filter(([name]) => form.fields.includes(name))
      : Object.entries(answers);
    if (form && !form.fields.includes(SUBMIT_FIELD)) return Object.fromEntries(known);
    return Object.fromEntries([...known.filter(([name]) => name !== SUBMIT_FIELD), [SUBMIT_FIELD, 'true']]);
  }

  async #settle(id: number, lease: number, token: string, outcome: LeadOutcome): Promise<void> {
    const { ledger, settings } = this.#core;
    const find = () => {
      const row = ledger.get(id);
      return row?.status === 'sending' && row.lease === lease ? row : undefined;
    };
    const sent = find();
    if (!sent) return;
    const now = Date.now();
    const { change, why, effects } = afterSend(sent, outcome, now, Math.random());
    const kept = effects.find((effect) => effect.kind === 'keep_reasons');
    const sealed = kept && (await this.#box.sealReasons(sent, kept.reasons));
    // While the words were sealed, somebody may have erased the row.
    const row = find();
    if (!row) return;
    const reasons = sealed && !isErased(row) ? sealed : undefined;
    const flags = effects
      .filter((effect) => effect.kind === 'flag')
      .reduce((list, { flag }) => withFlag({ flags: list }, flag), row.flags);
    const full: RowChange = {
      ...change,
      ...(reasons && { reasons }),
      ...(flags !== row.flags && { flags }),
      ...(change.status === 'delivered' && {
        tidy_due: now + settings.retainAnswersDays * DAY,
        ...(row.replied === null && this.#waiters.has(id) && { replied: 'delivered' as const }),
      }),
    };
    this.#finish(row, lease, full, why, outcome.kind === 'refused' ? toRefusedFields(outcome.refusal) : []);
    for (const effect of effects) await this.#carryOut(effect, row, token);
  }

  #finish(row: Row, lease: number, change: RowChange, why: string, fields: RefusedField[] = []): void {
    const { ledger, alerts } = this.#core;
    const after = ledger.change(row.id, { status: 'sending', lease }, change, why, Date.now());
    if (!after) return;
    if (after.status === 'held') alerts.hold('held', true, Date.now());
    this.#waiters.tell(after, fields);
  }

  async #carryOut(effect: Effect, { campaign, form }: Row, token: string): Promise<void> {
    const now = Date.now();
    switch (effect.kind) {
      case 'refresh_campaign':
        await this.#campaigns.refresh(campaign);
        break;
      case 'close_campaign':
        this.#campaigns.close(campaign, effect.reason, now);
        break;
      case 'open_campaign':
        this.#campaigns.open(campaign);
        break;
      case 'drop_token':
        if (this.#session.drop(token)) this.#core.gate.signal({ kind: 'unauthorized' }, now);
        break;
      case 'mfa':
        await this.#session.demandMfa(effect.mfaToken);
        break;
      case 'account':
        this.#core.gate.signal(effect.signal, now);
        break;
      case 'flag':
        if (effect.flag === 'drift') this.#core.alerts.hold('drift', true, now, form);
        break;
      case 'keep_reasons':
        break;
    }
  }
}

/** A lead whose answers were erased while it waited. */
const discarded: RowChange = { ...settled('held', 'erased'), status: 'discarded' };

import type { EraseResult, PersonLeads } from '../../account-api.ts';
import { DAY, SECOND } from '../backoff.ts';
import type { AccountContext } from '../context.ts';
import type { LeadTransitions } from '../delivery/lead-transitions.ts';
import type { PendingReplies } from '../delivery/pending-replies.ts';
import { findByEmail } from '../store/lead-queries.ts';
import { hasAnswers } from '../store/lead-row.ts';
import { toLeadRow } from '../store/lead-views.ts';

/** Longer than a call to Convertr takes to time out. */
const IN_FLIGHT_MS = 25 * SECOND;

/** Cloudflare can restore an object's storage to any moment in this period. */
const RECOVERY_MS = 30 * DAY;

/** Finds a person's leads by email address, and erases that person's data. */
export class Erasure {
  readonly #context: AccountContext;
  readonly #transitions: LeadTransitions;
  readonly #replies: PendingReplies;

  constructor(context: AccountContext, transitions: LeadTransitions, replies: PendingReplies) {
    this.#context = context;
    this.#transitions = transitions;
    this.#replies = replies;
  }

  /** Leads with the address in any email answer, newest first. Those whose answers are deleted are found, too. */
  async find(email: string): Promise<PersonLeads> {
    const { enterprise, leads } = this.#context;
    const rows = (await this.#idsOf(email)).flatMap((id) => leads.get(id) ?? []);
    return { enterprise, leads: rows.map(toLeadRow).reverse() };
  }

  /** Deletes the personal data of those leads, and the hashes that find or recognise them. The rows stay. */
  async erase(email: string, by: string | undefined): Promise<EraseResult> {
    const { enterprise, leads } = this.#context;
    const recoverableUntil = new Date(Date.now() + RECOVERY_MS).toISOString();
    const result: EraseResult = { enterprise, found: 0, erased: 0, discarded: 0, delivered: [], recoverableUntil };
    for (const id of await this.#idsOf(email)) {
      // A send on its way ends soon, and then no longer needs its answers.
      if (leads.get(id)?.status === 'sending') await this.#replies.wait(id, IN_FLIGHT_MS);
      const row = leads.get(id);
      if (!row) continue;
      const after = this.#transitions.apply(row, { kind: 'erased' }, { fingerprint: '' }, by);
      leads.dropEmails(id);
      result.found += 1;
      if (hasAnswers(row)) result.erased += 1;
      if (row.status === 'delivered' && row.lead_id !== null) result.delivered.push(row.lead_id);
      if (after?.status === 'discarded' && row.status !== 'discarded') result.discarded += 1;
    }
    return result;
  }

  async #idsOf(email: string): Promise<number[]> {
    const { sql, cipher, oldEmails } = this.#context;
    await oldEmails.hashAnew();
    return findByEmail(sql, await cipher.hashesToFind(email));
  }
}

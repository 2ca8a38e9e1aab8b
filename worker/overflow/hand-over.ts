import { callAccount } from '../account/client.ts';
import type { AnswerStore } from '../account/store/answer-store.ts';
import type { KeyValueStore } from '../account/store/key-value.ts';
import type { AccountApi } from '../account-api.ts';
import { logFault } from '../log.ts';
import type { Result } from '../result.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import type { KeptSubmissions } from './kept-submissions.ts';
import type { SealedSubmissions } from './sealed-submissions.ts';

/** Rows that are read in one step. */
const BATCH = 50;
/** Longer alarms risk the platform's limits. The next one continues. */
const RUN_MS = 20_000;
/** In `meta`: the last report to the account's object. */
const REPORTED = 'reported_stuck';

/** Why submissions stay although the account's object responds. */
type Stuck = Record<'full' | 'unreadable', boolean>;

interface Parts {
  env: Env;
  account: AccountSettings;
  /** Identifies one of an account's overflow objects. */
  object: string;
  kept: KeptSubmissions;
  answers: AnswerStore;
  sealed: SealedSubmissions;
  meta: KeyValueStore;
}

/** Hands an overflow object's submissions over to the account's object, and reports those that it cannot. */
export class HandOver {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** True while the account's object knows of submissions that are stuck here. */
  get hasReported(): boolean {
    const { full, unreadable } = this.#reported;
    return full || unreadable;
  }

  /** @returns whether everything was handed over. */
  async run(): Promise<boolean> {
    const stuck = await this.#handOver();
    if (!stuck) return false;
    const known = this.#reported;
    // A hand-over usually leaves nothing behind, and then needs no report.
    const isNews = stuck.full !== known.full || stuck.unreadable !== known.unreadable;
    if (isNews && !(await this.#report(stuck))) return false;
    return !stuck.full && !stuck.unreadable;
  }

  get #reported(): Stuck {
    return this.#parts.meta.get<Stuck>(REPORTED) ?? { full: false, unreadable: false };
  }

  /** @returns what could not be handed over, or undefined if the account's object does not respond. */
  async #handOver(): Promise<Stuck | undefined> {
    const { kept, answers, sealed } = this.#parts;
    const end = Date.now() + RUN_MS;
    const stuck: Stuck = { full: false, unreadable: false };
    // Suspicious submissions have their own cap, which must not block others.
    const full = new Set<boolean>();
    let last = 0;
    while (Date.now() < end && full.size < 2) {
      const rows = kept.after(last, BATCH);
      if (rows.length === 0) break;
      for (const row of rows) {
        last = row.id;
        const bytes = answers.read(row.answers_id);
        // Erased since the rows were read.
        if (!bytes) continue;
        const request = await sealed.open(row, bytes);
        if (!request) {
          // It stays until `LEAD_KEY` has its key again.
          logFault('kept_submission_unreadable', { detail: 'It opens under no key of LEAD_KEY.' });
          stuck.unreadable = true;
          continue;
        }
        const isSuspicious = request.signals.length > 0;
        if (full.has(isSuspicious)) continue;
        const adopted = { request, fingerprint: row.fingerprint, received: row.received };
        const result = await this.#call((object) => object.adopt(adopted));
        if (!result.ok) return undefined;
        if (result.value.kind === 'full') full.add(isSuspicious);
        else kept.remove(row);
      }
    }
    return { ...stuck, full: full.size > 0 };
  }

  async #report(stuck: Stuck): Promise<boolean> {
    const { object, meta } = this.#parts;
    const answer = await this.#call((account) => account.noteOverflow({ object, ...stuck }));
    if (answer.ok) meta.set(REPORTED, stuck);
    return answer.ok;
  }

  #call<T>(ask: (object: AccountApi) => Promise<T>): Promise<Result<T, 'unreachable'>> {
    return callAccount(this.#parts.env, this.#parts.account, ask, { once: true });
  }
}

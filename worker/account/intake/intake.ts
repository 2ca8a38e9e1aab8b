import type { Answers, SubmitRequest, SubmitResult } from '../../account-api.ts';
import { LINKS_UNKNOWN } from '../../forms/attribution/link.ts';
import type { Core } from '../context.ts';
import type { Pump } from '../delivery/dispatcher.ts';
import type { News, Waiters } from '../delivery/pending-replies.ts';
import { DAY } from '../delivery/transition.ts';
import { type Row, readFlags } from '../store/lead-row.ts';
import type { LeadBox } from '../store/sealed-answers.ts';
import type { Campaigns } from '../upstream/campaigns.ts';
import { areSame, isSame, takeFingerprint, wasPosted } from './idempotency.ts';

/** Undelivered answers are deleted on day 30; a person hears of it a week before. */
export const WARN_AFTER_DAYS = 23;
const FULL_RETRY_SECONDS = 300;

type Accepted = Extract<SubmitResult, { kind: 'delivered' | 'queued' }>;

interface Parts {
  core: Core;
  campaigns: Campaigns;
  box: LeadBox;
  pump: Pump;
  waiters: Waiters;
  /** Called once a submission is on disk and, if it may, on its way. */
  onStored: () => void;
}

/** Takes submissions in: stored first, then answered as soon as Convertr's word is there. */
export class Intake {
  readonly #parts: Parts;
  readonly #running = new Map<string, { fingerprint: string; result: Promise<SubmitResult> }>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Callers that overlap share one outcome. */
  async submit(request: SubmitRequest): Promise<SubmitResult> {
    const key = `${request.form}/${request.submission}`;
    const fingerprint = await takeFingerprint(this.#parts.core.cipher, request);
    const running = this.#running.get(key);
    if (running) return areSame(running.fingerprint, fingerprint) ? running.result : { kind: 'conflict' };
    const result = this.#submit(request, fingerprint).finally(() => this.#running.delete(key));
    this.#running.set(key, { fingerprint, result });
    return result;
  }

  /** What the caller was told when the same was posted before; null where it was not. */
  async replay(form: string, submission: string, posted: Answers): Promise<Accepted | null> {
    const { cipher, ledger } = this.#parts.core;
    const known = ledger.find(form, submission);
    if (!known || known.replied === null) return null;
    return (await wasPosted(cipher, posted, known.fingerprint)) ? replay(known) : null;
  }

  async #submit(request: SubmitRequest, fingerprint: string): Promise<SubmitResult> {
    const { core } = this.#parts;
    const obstacle = this.#findObstacle(request);
    // Most are new: to write them is to ask whether they are known.
    const stored = obstacle ? undefined : await this.#store(request, fingerprint);
    if (stored) return this.#answer(stored, request.answerWithinMs);
    const known = core.ledger.find(request.form, request.submission);
    if (known) {
      const same = await isSame(core.cipher, request, known.fingerprint);
      // A 422 never burns the id. But who was told "queued" and only asks again is told so again.
      const repeated = same && known.replied !== null;
      if (known.status === 'refused' && !repeated) return this.#correct(known, request, fingerprint);
      if (!same) return { kind: 'conflict' };
      return known.replied ? replay(known) : this.#answer(known, request.answerWithinMs);
    }
    return obstacle ?? { kind: 'full', retryAfterSeconds: FULL_RETRY_SECONDS };
  }

  /** Why a new submission cannot be taken now. */
  #findObstacle(request: SubmitRequest): SubmitResult | undefined {
    const { core, campaigns } = this.#parts;
    const closed = campaigns.closed(request.campaignId, Date.now());
    if (closed) return { kind: 'closed', reason: closed };
    // What looks like bots has a cap of its own, so that a flood of it keeps nobody else out.
    const backlog = request.signals.length > 0 ? core.ledger.totals().quarantined : core.ledger.waiting();
    return backlog >= core.settings.backlogCap ? { kind: 'full', retryAfterSeconds: FULL_RETRY_SECONDS } : undefined;
  }

  async #store(request: SubmitRequest, fingerprint: string): Promise<Row | undefined> {
    const { core, box, pump } = this.#parts;
    const [sealed, emailHashes] = await Promise.all([box.seal(request, request), box.hashEmails(request)]);
    const now = Date.now();
    const suspicious = request.signals.length > 0;
    core.alerts.hold('drift', request.isDrifted, now, request.form);
    return core.ledger.insert(
      {
        request: { ...request, flags: [...request.flags, ...request.signals] },
        status: suspicious ? 'quarantined' : 'queued',
        reason: suspicious ? 'suspicious' : null,
        // A bot is told what everybody is told; and who need not wait is told so now.
        replied: suspicious || pump.isBlocked(now) ? 'queued' : null,
        fingerprint,
        emailHashes,
        sealed,
        tidyDue: now + WARN_AFTER_DAYS * DAY,
      },
      now,
    );
  }

  /** Corrected answers under the id of a refused submission. */
  async #correct(row: Row, request: SubmitRequest, fingerprint: string): Promise<SubmitResult> {
    const { core, box } = this.#parts;
    const [sealed, hashes] = await Promise.all([box.seal(row, request), box.hashEmails(request)]);
    const now = Date.now();
    const again = {
      status: 'queued',
      reason: null,
      lane: 0,
      due: now,
      backoffs: 0,
      reasons: null,
      replied: null,
    } as const;
    const change = { ...again, sealed, fingerprint };
    const queued = core.ledger.change(row.id, { status: 'refused' }, change, 'corrected_by_visitor', now);
    if (!queued) return { kind: 'conflict' };
    core.ledger.remember(row.id, hashes);
    return this.#answer(queued, request.answerWithinMs);
  }

  async #answer(row: Row, withinMs: number): Promise<SubmitResult> {
    const { core, pump, waiters } = this.#parts;
    const patience = row.replied !== null || pump.isBlocked(Date.now()) ? 0 : withinMs;
    const goesOut = row.status === 'queued' || row.status === 'sending';
    const waiting = goesOut && patience > 0 ? waiters.wait(row.id, patience) : undefined;
    pump.fill(Date.now());
    this.#parts.onStored();
    // Whoever was told so when it was stored hears nothing else.
    if (!waiting && row.replied === 'queued') return toQueued(row, false);
    const news: News | undefined = await waiting;
    const now = core.ledger.get(row.id) ?? row;
    if (now.status === 'refused') return { kind: 'refused', fields: news?.fields ?? [] };
    const delivered = now.status === 'delivered' && now.lead_id !== null;
    if (now.replied === null) {
      const replied = delivered ? 'delivered' : 'queued';
      core.ledger.change(row.id, { status: now.status }, { replied }, 'answered', Date.now());
    }
    return delivered && now.lead_id !== null && now.replied !== 'queued'
      ? { ...toQueued(now, false), kind: 'delivered', leadId: now.lead_id }
      : toQueued(now, false);
  }
}

/** What the first caller was told, to the letter, whatever has become of it since. */
function replay(row: Row): Accepted {
  return row.replied === 'delivered' && row.lead_id !== null
    ? { ...toQueued(row, true), kind: 'delivered', leadId: row.lead_id }
    : toQueued(row, true);
}

function toQueued(row: Row, replayed: boolean): Extract<SubmitResult, { kind: 'queued' }> {
  const { channel, link_id: linkId } = row;
  // A link that nobody could vouch for when it was answered is not part of the answer.
  const isTold = linkId !== null && !readFlags(row).includes(LINKS_UNKNOWN);
  return { kind: 'queued', channel, ...(isTold && { linkId }), replayed };
}

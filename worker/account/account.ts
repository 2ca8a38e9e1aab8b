import { DurableObject } from 'cloudflare:workers';
import type { AccountApi, Answers, LeadQuery, StatsQuery, SubmitRequest } from '../account-api.ts';
import type { Env } from '../settings/env.ts';
import { readSettings } from '../settings/settings.ts';
import { AlarmClock } from './alarm-clock.ts';
import { type Core, createCore } from './context.ts';
import { Pump } from './delivery/dispatcher.ts';
import { Waiters } from './delivery/pending-replies.ts';
import { Delivery } from './delivery/sender.ts';
import { MINUTE, SECOND } from './delivery/transition.ts';
import { Verdicts } from './delivery/verdict-poller.ts';
import { Intake } from './intake/intake.ts';
import { describeAccount } from './operations/account-state.ts';
import { Changes } from './operations/lead-actions.ts';
import { Upkeep } from './operations/maintenance.ts';
import { Meta } from './store/key-value.ts';
import { listLeads, readDetail, readStats, toPublicState } from './store/lead-queries.ts';
import { migrate } from './store/schema.ts';
import { LeadBox } from './store/sealed-answers.ts';
import { Campaigns } from './upstream/campaigns.ts';
import { Session } from './upstream/session.ts';

/** An object that dies while it sends is woken after this. */
const WAKE_MS = 5 * SECOND;

/**
 * One Convertr account: its ledger, its token, its budget, and the only code that talks to Convertr.
 *
 * Storage comes first: a submission is on disk before anything is sent or anybody is thanked. What a method starts, the
 * alarm ends; an alarm is always set while there is anything to do.
 */
export class Account extends DurableObject<Env> implements AccountApi {
  readonly #parts: ReturnType<typeof assemble>;
  readonly #clock: AlarmClock;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { storage } = ctx;
    storage.transactionSync(() => migrate(storage.sql));
    this.#clock = new AlarmClock(storage);
    this.#parts = assemble(
      createAccountCore(ctx, env),
      () => this.#arm(),
      () => this.#ensureAlarm(),
    );
    this.#parts.delivery.settleOrphans(Date.now());
    ctx.blockConcurrencyWhile(async () => {
      await this.#parts.session.forgetOldCredentials();
      await this.#clock.read();
    });
  }

  async submit(request: SubmitRequest) {
    return this.#parts.intake.submit(request);
  }

  async replay(form: string, submission: string, posted: Answers) {
    return this.#parts.intake.replay(form, submission, posted);
  }

  async state(form: string, submission: string) {
    const row = this.#parts.core.ledger.find(form, submission);
    return row ? toPublicState(row) : null;
  }

  async campaign(campaignId: number) {
    return (await this.#parts.campaigns.get(campaignId, Date.now())) ?? null;
  }

  async refreshCampaign(campaignId: number) {
    return this.#parts.campaigns.refresh(campaignId);
  }

  async account() {
    this.#watch();
    return describeAccount(this.#parts, Date.now());
  }

  async mfa(code?: string) {
    const result = await this.#parts.session.mfa(code);
    this.#continue();
    return result;
  }

  async leads(query: LeadQuery) {
    return listLeads(this.ctx.storage.sql, query);
  }

  async lead(submission: string, form?: string, shown = false) {
    const { core, box } = this.#parts;
    const rows = core.ledger.findAll(submission).filter((row) => form === undefined || row.form === form);
    const [row] = rows;
    if (!row) return { kind: 'not_found' as const };
    if (rows.length > 1) return { kind: 'ambiguous' as const, forms: rows.map((each) => each.form) };
    const lead = await readDetail(this.ctx.storage.sql, box, row);
    if (shown && lead.answers) core.ledger.note(row.id, row.status, row.status, 'answers_shown', Date.now());
    return { kind: 'found' as const, lead };
  }

  async retry(submission: string, corrections?: Answers, form?: string) {
    const result = await this.#parts.changes.retry(submission, corrections, form);
    this.#continue();
    return result;
  }

  async retryAll(query: LeadQuery, limit: number) {
    const result = await this.#parts.changes.retryAll(query, limit);
    if (result.retried > 0) this.#continue();
    return result;
  }

  async discard(submission: string, form?: string) {
    const result = this.#parts.changes.discard(submission, form);
    this.#watch();
    return result;
  }

  async leadsOf(email: string) {
    return this.#parts.changes.leadsOf(email);
  }

  async erase(email: string) {
    const result = await this.#parts.changes.erase(email);
    this.#watch();
    return result;
  }

  async endDrift(form: string) {
    this.#parts.core.alerts.end('drift', form, Date.now());
    this.#watch();
  }

  async stats(query: StatsQuery) {
    return readStats(this.ctx.storage.sql, query);
  }

  async hasRows() {
    return this.#parts.core.ledger.hasRows();
  }

  async wake() {
    await this.#clock.read();
    this.#watch();
  }

  /** Never throws: a platform that has seen an alarm fail six times forgets it. No part stands in another's way. */
  override async alarm(): Promise<void> {
    this.#clock.rang();
    const { upkeep, pump, core, delivery } = this.#parts;
    this.#guard(() => delivery.settleOrphans(Date.now()));
    this.#guard(() => upkeep.run(Date.now()));
    // Whoever listens to alerts may be slow; leads are not.
    void core.alerts.tell(Date.now()).then(() => this.#arm(), logFailure);
    await pump.run().catch(logFailure);
    this.#guard(() => upkeep.watch(Date.now()));
    this.#arm();
  }

  /** Whoever was told of a trouble hears soon that it is over. */
  #watch(): void {
    this.#guard(() => this.#parts.upkeep.watch(Date.now()));
    this.#arm();
  }

  #guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      logFailure(error);
    }
  }

  #continue(): void {
    this.#parts.pump.fill(Date.now());
    this.#watch();
  }

  /** Cheap, since each submission asks: while one is set that rings within a minute, nothing is left without an alarm. */
  #ensureAlarm(): void {
    const now = Date.now();
    if (!this.#clock.ringsBy(now + (this.#parts.pump.isBusy ? WAKE_MS : MINUTE), now)) this.#arm();
  }

  #arm(): void {
    const now = Date.now();
    const { pump, upkeep } = this.#parts;
    let next = now + MINUTE;
    this.#guard(() => {
      next = Math.min(pump.isBusy ? now + WAKE_MS : Infinity, pump.nextAt(now), upkeep.nextAt(now));
    });
    this.#clock.set(next, now);
  }
}

/** The class of an error and no more: its message may quote what it was about. */
function logFailure(error: unknown): void {
  console.error('An alarm failed:', error instanceof Error ? error.name : typeof error);
}

function createAccountCore(ctx: DurableObjectState, env: Env): Core {
  const { storage } = ctx;
  const meta = new Meta(storage.sql);
  // An alarm's object may not be told its name.
  const enterprise = ctx.id.name ?? meta.get<string>('enterprise');
  if (enterprise === undefined) throw new Error('An account object has no name.');
  if (meta.get<string>('enterprise') !== enterprise) meta.set('enterprise', enterprise);
  const settings = readSettings(env);
  if (!settings.ok) throw new Error(settings.error);
  const account = settings.value.accounts.get(enterprise);
  if (!account) throw new Error(`CONVERTR_ACCOUNTS has no ${enterprise}.`);
  return createCore(enterprise, account, settings.value, env, storage);
}

function assemble(core: Core, onIdle: () => void, onStored: () => void) {
  const box = new LeadBox(core.cipher, core.enterprise);
  const waiters = new Waiters();
  const session = new Session(core);
  const campaigns = new Campaigns(core, session);
  const delivery = new Delivery(core, session, campaigns, box, waiters);
  const verdicts = new Verdicts(core, session, box);
  const onBlocked = () => waiters.release((id) => core.ledger.get(id)?.status === 'queued');
  const pump = new Pump({ core, session, campaigns, delivery, verdicts, onIdle, onBlocked });
  const intake = new Intake({ core, campaigns, box, pump, waiters, onStored });
  const changes = new Changes(core, box, waiters);
  const upkeep = new Upkeep(core, campaigns);
  return { core, box, session, campaigns, delivery, pump, intake, changes, upkeep };
}

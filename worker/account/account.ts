import { DurableObject } from 'cloudflare:workers';
import type {
  AccountApi,
  Answers,
  FormChange,
  FormSave,
  FormVersion,
  KeptSubmission,
  LeadQuery,
  LostVisits,
  OverflowReport,
  ReconcileLine,
  StatsQuery,
  SubmitRequest,
} from '../account-api.ts';
import type { Env } from '../settings/env.ts';
import type { WebhookTarget } from '../webhooks/target.ts';
import { Alarm } from './alarm.ts';
import { assemble } from './assemble.ts';
import { describeAccount } from './operations/account-state.ts';
import { noteFormChange, noteLostVisits } from './operations/lost-visits.ts';
import { noteOverflow } from './operations/overflow-reports.ts';
import { readStats } from './store/figures/lead-stats.ts';
import { listLeads } from './store/lead-queries.ts';
import { toPublicState } from './store/lead-views.ts';
import { withVisits } from './store/lead-visit.ts';
import { migrate } from './store/schema.ts';

/**
 * One Convertr account: its leads, its token, its budget, and the only code that talks to Convertr.
 *
 * A submission is on disk before anything is sent or anybody is thanked. The alarm finishes what a call has started:
 * one is always set while there is anything to do.
 */
export class Account extends DurableObject<Env> implements AccountApi {
  readonly #parts: ReturnType<typeof assemble>;
  readonly #alarm: Alarm;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.transactionSync(() => migrate(ctx.storage.sql));
    this.#parts = assemble(ctx, env, {
      onIdle: () => this.#alarm.set(),
      onStored: () => this.#alarm.ensure(),
      onWebhooks: () => this.#alarm.set(),
    });
    this.#alarm = new Alarm(ctx.storage, this.#parts);
    this.#parts.sender.settleInterrupted();
    ctx.blockConcurrencyWhile(async () => {
      await this.#parts.session.noticeCredentials();
      await this.#alarm.read();
    });
  }

  async submit(request: SubmitRequest, version?: string) {
    return this.#parts.restart.after(version, () => this.#parts.intake.submit(request));
  }

  async replay(form: string, submission: string, posted: Answers) {
    return this.#parts.intake.replay(form, submission, posted);
  }

  async adopt(kept: KeptSubmission) {
    return this.#parts.intake.adopt(kept);
  }

  async noteOverflow(report: OverflowReport) {
    noteOverflow(this.#parts.context, report, Date.now());
    this.#alarm.updateAlerts();
  }

  async state(form: string, submission: string) {
    const row = this.#parts.context.leads.find(form, submission);
    return row ? toPublicState(row) : null;
  }

  async campaign(campaignId: number) {
    return (await this.#parts.campaigns.get(campaignId, Date.now())) ?? null;
  }

  async refreshCampaign(campaignId: number) {
    return this.#parts.campaigns.refresh(campaignId);
  }

  async account() {
    this.#alarm.updateAlerts();
    return describeAccount(this.#parts, Date.now());
  }

  async login() {
    const result = await this.#parts.session.loginForPerson();
    this.#continue();
    return result;
  }

  async mfa(code?: string) {
    const result = await this.#parts.session.enterCode(code);
    this.#continue();
    return result;
  }

  async leads(query: LeadQuery) {
    const page = listLeads(this.ctx.storage.sql, query);
    return query.visits ? withVisits(this.#parts.context, page) : page;
  }

  async lead(submission: string, form?: string, shown = false, by?: string) {
    return this.#parts.actions.look(submission, form, shown, by);
  }

  async retry(submission: string, corrections?: Answers, form?: string, by?: string) {
    const result = await this.#parts.actions.retry(submission, corrections, form, by);
    this.#continue();
    return result;
  }

  async retryAll(query: LeadQuery, limit: number, by?: string) {
    const result = await this.#parts.actions.retryAll(query, limit, by);
    if (result.retried > 0) this.#continue();
    return result;
  }

  async askVerdict(submission: string, form?: string) {
    const result = await this.#parts.actions.askVerdict(submission, form);
    this.#alarm.updateAlerts();
    return result;
  }

  async reconcile(lines: ReconcileLine[], isDryRun: boolean, by?: string) {
    const result = await this.#parts.reconciliation.run(lines, isDryRun, by);
    this.#alarm.updateAlerts();
    return result;
  }

  async discard(submission: string, form?: string, by?: string) {
    const result = this.#parts.actions.discard(submission, form, by);
    this.#alarm.updateAlerts();
    return result;
  }

  async leadsOf(email: string) {
    return this.#parts.erasure.find(email);
  }

  async erase(email: string, by?: string) {
    const result = await this.#parts.erasure.erase(email, by);
    this.#alarm.updateAlerts();
    return result;
  }

  async endDrift(form: string) {
    this.#parts.context.alerts.end('drift', form, Date.now());
    this.#alarm.updateAlerts();
  }

  async noteLostVisits(visits: LostVisits) {
    noteLostVisits(this.#parts.context, visits, Date.now());
    this.#alarm.updateAlerts();
  }

  async formChanged(change: FormChange) {
    const { context } = this.#parts;
    noteFormChange(context, change, Date.now());
    if (!change.saved) {
      context.alerts.end('drift', change.form, Date.now());
      context.outbox.configure(change.form, []);
    }
    this.#alarm.updateAlerts();
  }

  async setWebhooks(form: string, targets: WebhookTarget[]) {
    this.#parts.context.outbox.configure(form, targets);
    this.#alarm.updateAlerts();
  }

  async sendWebhookAgain(submission: string, message: string, form?: string) {
    return this.#parts.actions.sendWebhookAgain(submission, message, form);
  }

  async formVersion(form: string, stored: FormVersion) {
    return this.#parts.context.revisions.current(form, stored, Date.now());
  }

  async saveForm(save: FormSave) {
    return this.#parts.context.revisions.save(save, Date.now());
  }

  async forgetForm(form: string, version: FormVersion) {
    this.#parts.context.revisions.forget(form, version);
  }

  async stats(query: StatsQuery) {
    return readStats(this.ctx.storage.sql, query);
  }

  async hasRows() {
    return this.#parts.context.leads.hasRows();
  }

  async wake(version?: string) {
    return this.#parts.restart.after(version, async () => {
      await this.#alarm.read();
      this.#alarm.updateAlerts();
    });
  }

  override async alarm(): Promise<void> {
    await this.#parts.restart.after(undefined, () => this.#alarm.run());
  }

  #continue(): void {
    this.#parts.dispatcher.dispatch(Date.now());
    this.#alarm.updateAlerts();
  }
}

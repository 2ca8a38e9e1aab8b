import { Faults } from '../faults/faults.ts';
import { type CampaignChange, Campaigns } from './campaigns.ts';
import { Clock } from './clock.ts';
import { Journal } from './journal.ts';
import { LeadBook, type NewLead } from './leads.ts';
import type { Decision, Lead } from './model.ts';
import { RateLimits } from './rate-limits.ts';
import { RequestLog } from './request-log.ts';
import { createSettings, mergeSettings, type SettingsChange } from './settings.ts';
import { type Token, Tokens } from './tokens.ts';
import { toUserUpdate, type User, type UserChange, Users } from './users.ts';

/** The state that outlives the process. Faults, counters and the list of requests start empty. */
type Change =
  | { kind: 'lead'; lead: Lead }
  | { kind: 'campaign'; enterprise: string; id: number; change: CampaignChange }
  | { kind: 'settings'; change: SettingsChange }
  | { kind: 'clock'; offsetMs: number }
  | { kind: 'token'; token: Token }
  | { kind: 'revoke' }
  | { kind: 'user'; enterprise: string; update: Partial<User> }
  | { kind: 'decisions'; decisions: [id: number, decision: Decision][] };

export interface SimulatorOptions {
  stateFile?: string | undefined;
  now?: (() => number) | undefined;
}

/** The simulator's whole state. Only its methods change what must outlive the process. */
export class Simulator {
  readonly clock: Clock;
  readonly faults = new Faults();
  readonly log = new RequestLog();
  settings = createSettings();
  campaigns = new Campaigns();
  leads = new LeadBook();
  tokens = new Tokens();
  users: Users;
  limits = new RateLimits();
  smsSent = 0;
  readonly #journal: Journal<Change>;

  constructor({ stateFile, now }: SimulatorOptions = {}) {
    this.clock = new Clock(now);
    this.users = new Users(this.clock.now());
    this.#journal = new Journal(stateFile);
    for (const change of this.#journal.read()) this.#apply(change);
  }

  addLead(lead: NewLead): Lead {
    const created = this.leads.create(lead, this.clock.now(), this.settings);
    this.#record({ kind: 'lead', lead: created });
    return created;
  }

  issueToken(enterprise: string): Token {
    const token = this.tokens.create(enterprise, this.clock.now());
    this.#record({ kind: 'token', token });
    return token;
  }

  logIn(enterprise: string): Token {
    this.#record({ kind: 'user', enterprise, update: { wrongPasswords: 0, lastLoginAt: this.clock.now() } });
    return this.issueToken(enterprise);
  }

  countWrongPassword(enterprise: string, { wrongPasswords, locked }: User): void {
    const count = wrongPasswords + 1;
    const lock = locked || count >= this.settings.lockAfter;
    this.#record({ kind: 'user', enterprise, update: { wrongPasswords: count, locked: lock } });
  }

  changeUser(enterprise: string, change: UserChange): void {
    this.#record({ kind: 'user', enterprise, update: toUserUpdate(change, this.clock.now()) });
  }

  changeDecisions(decisions: [id: number, decision: Decision][]): void {
    this.#record({ kind: 'decisions', decisions });
  }

  revokeTokens(): void {
    this.#record({ kind: 'revoke' });
  }

  changeCampaign(enterprise: string, id: number, change: CampaignChange): void {
    this.#record({ kind: 'campaign', enterprise, id, change });
  }

  changeSettings(change: SettingsChange): void {
    this.#record({ kind: 'settings', change });
  }

  advance(ms: number): void {
    this.#record({ kind: 'clock', offsetMs: this.clock.offsetMs + ms });
  }

  /** Back to the seeds, on disk too. */
  reset(): void {
    this.#journal.clear();
    this.faults.replace([]);
    this.log.clear();
    this.log.highestConcurrent = 0;
    this.clock.offsetMs = 0;
    this.settings = createSettings();
    this.campaigns = new Campaigns();
    this.leads = new LeadBook();
    this.tokens = new Tokens();
    this.users = new Users(this.clock.now());
    this.limits = new RateLimits();
    this.smsSent = 0;
  }

  close(): void {
    this.#journal.close();
  }

  /** Writes to disk first, because confirmed data must survive a kill. */
  #record(change: Change): void {
    this.#journal.append(change);
    this.#apply(change);
  }

  #apply(change: Change): void {
    switch (change.kind) {
      case 'lead':
        this.leads.add(change.lead);
        this.campaigns.countLead(change.lead.enterprise, change.lead.campaignId);
        return;
      case 'campaign':
        this.campaigns.change(change.enterprise, change.id, change.change);
        return;
      case 'settings':
        this.settings = mergeSettings(this.settings, change.change);
        return;
      case 'clock':
        this.clock.offsetMs = change.offsetMs;
        return;
      case 'token':
        this.tokens.add(change.token, this.clock.now());
        return;
      case 'revoke':
        this.tokens.revokeAll();
        return;
      case 'user':
        this.users.update(change.enterprise, change.update);
        return;
      case 'decisions':
        for (const [id, decision] of change.decisions) this.leads.change(id, decision);
        return;
    }
  }
}

import { findFailedJobs } from '../verdicts/quality-jobs.ts';
import type { Answers, Decision, Lead } from './model.ts';
import type { Settings } from './settings.ts';

export interface NewLead {
  enterprise: string;
  campaignId: number;
  formId: number;
  linkId: number | null;
  answers: Answers;
  ip: string;
}

/** The id before the first one: the vendor's example [doc]. */
const LAST_ID = 367_086;
/** Rapid Post [doc]. */
const RAPID_MS = 30_000;

/** Every accepted lead, by arrival. Look-ups take constant time. */
export class LeadBook {
  readonly all: Lead[] = [];
  readonly #byId = new Map<number, Lead>();
  readonly #emails = new Set<string>();
  readonly #lastByIp = new Map<string, number>();

  /** Creates a lead with its verdict, which is only revealed later. It is not stored yet. */
  create({ ip, ...lead }: NewLead, now: number, settings: Settings): Lead {
    const email = toEmailKey(lead);
    const failedJobs = findFailedJobs(lead.answers, {
      duplicate: email !== undefined && this.#emails.has(email),
      rapid: settings.rapidPost && now - (this.#lastByIp.get(ip) ?? Number.NEGATIVE_INFINITY) < RAPID_MS,
    });
    this.#lastByIp.set(ip, now);
    return {
      id: (this.all.at(-1)?.id ?? LAST_ID) + 1,
      ...lead,
      at: new Date(now).toISOString(),
      decidesAt: now + settings.verdictDelayMs,
      failedJobs,
    };
  }

  add(lead: Lead): void {
    this.all.push(lead);
    this.#byId.set(lead.id, lead);
    const email = toEmailKey(lead);
    if (email !== undefined) this.#emails.add(email);
  }

  change(id: number, decision: Decision): void {
    const lead = this.find(id);
    if (lead) lead.changed = decision;
  }

  find(id: number): Lead | undefined {
    return this.#byId.get(id);
  }
}

/** A duplicate is one email address twice in a campaign [doc]. */
function toEmailKey({ enterprise, campaignId, answers }: Pick<Lead, 'enterprise' | 'campaignId' | 'answers'>) {
  const email = answers['form[email]'];
  return typeof email === 'string' ? `${enterprise}/${campaignId}/${email.trim().toLowerCase()}` : undefined;
}

/** How Symfony treats a field. The fields endpoint only lists names, so a publisher cannot see the rest. */
export interface FieldRule {
  /** `form[lookup][postcode]`, with `[]` at the end of a multiple choice. */
  name: string;
  kind: 'text' | 'email' | 'choice' | 'choices' | 'list' | 'checkbox' | 'submit';
  required?: boolean;
  /** Hidden from visitors [doc, webhook V2]. */
  hidden?: boolean;
  options?: readonly string[];
  /** Contact types are compared without regard to case [seen]. */
  anyCase?: boolean;
  maxLength?: number;
}

export interface Form {
  id: number;
  name: string;
  fields: readonly FieldRule[];
}

export interface Link {
  id: number;
  name: string;
  channel: string;
  destination: string;
}

export type CampaignState = 'open' | 'not_started' | 'fulfilled' | 'paused' | 'inactive' | 'deleted' | 'redirecting';

export interface Campaign {
  enterprise: string;
  id: number;
  state: CampaignState;
  /** The message of a refusal, or null for the usual one of the state. */
  words: string | null;
  /** Leads that it accepts until it is fulfilled, or null for any number. */
  cap: number | null;
  /** Leads that it still accepts. */
  room: number | null;
  forms: readonly Form[];
  links: readonly Link[];
}

export interface Enterprise {
  name: string;
  publisherId: number;
  userId: number;
  username: string;
  /** At the start, and after a reset. */
  password: string;
  mfaCode: string;
  clientId: string;
  clientSecret: string;
  apiKey: string;
}

export type Answers = Record<string, string | string[]>;

export interface Lead {
  id: number;
  enterprise: string;
  campaignId: number;
  formId: number;
  linkId: number | null;
  answers: Answers;
  /** ISO 8601, by the simulator's clock. */
  at: string;
  /** Until then its result is "not processed yet", in milliseconds of the simulator's clock. */
  decidesAt: number;
  /** What the quality jobs found; empty when the lead is valid. */
  failedJobs: string[];
  /** A verdict can change later, any number of times [doc]. */
  changed?: Decision;
}

export interface Decision {
  verdict: Verdict;
  failedJobs: string[];
}

export type Verdict = 'pending' | 'valid' | 'invalid';

/** The endpoint of a request, for limits and faults. */
export type Endpoint = 'login' | 'fields' | 'links' | 'leads' | 'result' | 'other';

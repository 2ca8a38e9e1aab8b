/** How Symfony treats a field. The fields endpoint tells names alone, so a publisher cannot see the rest. */
export interface FieldRule {
  /** `form[lookup][postcode]`, with `[]` at the end of a multiple choice. */
  name: string;
  kind: 'text' | 'email' | 'choice' | 'choices' | 'list' | 'checkbox' | 'submit';
  required?: boolean;
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

export type CampaignState = 'open' | 'not_started' | 'fulfilled';

export interface Campaign {
  enterprise: string;
  id: number;
  state: CampaignState;
  /** Leads that it takes until it is fulfilled; null for any number. */
  cap: number | null;
  /** Leads that it still takes. */
  room: number | null;
  forms: readonly Form[];
  links: readonly Link[];
}

export interface Enterprise {
  name: string;
  publisherId: number;
  userId: number;
  username: string;
  password: string;
  mfaCode: string;
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
  /** Empty when the lead is valid. */
  failedJobs: string[];
}

export type Verdict = 'pending' | 'valid' | 'invalid';

/** Which endpoint a request is for: limits and faults tell them apart. */
export type Endpoint = 'login' | 'fields' | 'links' | 'leads' | 'result' | 'other';

/**
 * What an account's object of release 0.1 offers, as far as visitors and the cron depend on it. Replaced when the next
 * release is made: by then all objects run at least this one.
 */

type Answers = Record<string, string | string[]>;

interface SubmitRequest {
  form: string;
  submission: string;
  campaignId: number;
  formId: number;
  answers: Answers;
  hidden: string[];
  posted: Answers;
  emails: string[];
  context: {
    page?: string;
    referrer?: string;
    landing?: string;
    landingReferrer?: string;
    locale?: string;
    linkBy?: { explicit?: number; configured?: number; campaign?: string };
    consents?: { name: string; text: string; version: string; given: boolean }[];
  };
  channel: string;
  linkId?: number;
  flags: string[];
  isDrifted: boolean;
  onUnknown: 'resend' | 'hold';
  minGapSeconds: number;
  signals: string[];
  answerWithinMs: number;
}

type Accepted =
  | { kind: 'delivered'; leadId: number; channel: string; linkId?: number; replayed: boolean }
  | { kind: 'queued'; channel: string; linkId?: number; replayed: boolean };

type SubmitResult =
  | Accepted
  | { kind: 'refused'; fields: { name: string; code: 'required' | 'email' | 'choice' | 'too_long' | 'refused' }[] }
  | { kind: 'conflict' }
  // It also said `not_started`, which is answered like any other reason.
  | { kind: 'closed'; reason: 'fulfilled' }
  | { kind: 'full'; retryAfterSeconds: number };

interface CampaignFacts {
  forms: { formId: number; formName: string; fields: string[] }[];
  links: { id: number; name: string; channel: string }[];
  linksMissing?: true;
  fetchedAt: number;
  closed: 'fulfilled' | null;
}

export interface ReleasedApi {
  submit(request: SubmitRequest): Promise<SubmitResult>;
  replay(form: string, submission: string, posted: Answers): Promise<Accepted | null>;
  state(
    form: string,
    submission: string,
  ): Promise<{
    submission: string;
    status: 'queued' | 'sending' | 'delivered' | 'refused' | 'held' | 'unknown';
    verdict: 'pending' | 'valid' | 'invalid' | null;
    leadId?: number;
    at: string;
  } | null>;
  campaign(campaignId: number): Promise<CampaignFacts | null>;
  hasRows(): Promise<boolean>;
  wake(): Promise<void>;
}

/** Its methods. */
export const RELEASED_METHODS = [
  'submit',
  'replay',
  'state',
  'campaign',
  'refreshCampaign',
  'account',
  'mfa',
  'leads',
  'lead',
  'retry',
  'retryAll',
  'discard',
  'leadsOf',
  'erase',
  'endDrift',
  'stats',
  'hasRows',
  'wake',
] as const;

/** What it knows of a submission. */
export const RELEASED_FIELDS: readonly (keyof SubmitRequest)[] = [
  'form',
  'submission',
  'campaignId',
  'formId',
  'answers',
  'hidden',
  'posted',
  'emails',
  'context',
  'channel',
  'linkId',
  'flags',
  'isDrifted',
  'onUnknown',
  'minGapSeconds',
  'signals',
  'answerWithinMs',
];

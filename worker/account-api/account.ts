/** The account and its campaigns, as the object knows them. Plain data. */

import type { ConvertrForm, ConvertrLink } from '../convertr/outcome.ts';
import type { Status } from './lead.ts';

/** A campaign as Convertr last described it. Kept by the object, with a copy in KV `CACHE`. */
export interface CampaignFacts {
  forms: ConvertrForm[];
  links: ConvertrLink[];
  /** Convertr has listed its forms, but never its links. */
  linksMissing?: true;
  /** Milliseconds since 1970. */
  fetchedAt: number;
  /** Why Convertr accepts no leads for it now, as far as known. Visitors see that it is closed. */
  closed: 'fulfilled' | 'inactive' | 'paused' | 'ended' | null;
  /** Leads are accepted and held until it opens. */
  waits?: 'not_started' | 'redirected';
}

export interface AccountState {
  enterprise: string;
  login: {
    /**
     * `none`: not tried yet. `denied`: Convertr refused the credentials. `mfa`: waits for a code. `password_expired`:
     * Convertr accepts no call until the password is changed.
     */
    state: 'none' | 'ok' | 'denied' | 'mfa' | 'password_expired';
    tokenExpiresAt: string | null;
    passwordExpired: boolean;
    nextTryAt: string | null;
  };
  /** Why nothing is sent now. */
  paused: {
    reason: 'rate_limited' | 'unknown_outcomes' | 'unavailable' | 'unexpected_answer' | 'unauthorized';
    until: string | null;
  } | null;
  /** Per rolling five minutes. */
  budget: Record<'requests' | 'results' | 'logins', { limit: number; left: number }>;
  counts: Record<Status, number>;
  waiting: number;
  oldestWaiting: string | null;
  possibleDuplicates: number;
  closedCampaigns: number[];
  /** Forms whose leads get a 404, and the id that Convertr does not know. `unknown`: it is unclear which. */
  wrongIds: {
    form: string;
    wrong: 'form' | 'campaign' | 'publisher' | 'unknown';
    campaignId: number;
    formId: number;
    publisherId: number;
  }[];
  /** In bytes. An object of the previous release lacks it. */
  database?: { bytes: number; limit: number };
  /** Active causes of alerts. */
  alerts: {
    /** With a colon and the form's id if it concerns one form. */
    cause: string;
    since: string;
    /** The latest sites, for `origin_refused`. Anybody can send any origin. */
    origins?: string[];
  }[];
}

/** What one overflow object keeps although the account's object responds. */
export interface OverflowReport {
  /** The object's id. */
  object: string;
  /** The account accepts no more submissions of the kind. */
  full: boolean;
  /** No key in `LEAD_KEY` decrypts them. */
  unreadable: boolean;
}

/** The result of a login that a person started. */
export interface LoginResult {
  kind: 'accepted' | 'denied' | 'mfa' | 'unreachable';
}

export type MfaResult = { kind: 'accepted' } | { kind: 'denied' } | { kind: 'not_waiting' } | { kind: 'unreachable' };

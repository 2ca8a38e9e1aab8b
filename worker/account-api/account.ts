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
  /** Why Convertr takes no leads for it now, as far as known. Visitors are told that it is closed. */
  closed: 'fulfilled' | 'inactive' | 'paused' | 'ended' | null;
  /** Leads are taken and held until it opens. */
  waits?: 'not_started' | 'redirected';
}

export interface AccountState {
  enterprise: string;
  login: {
    /** `none`: not tried yet. `denied`: Convertr refused the credentials. `mfa`: waits for a code.
     * `password_expired`: Convertr takes no call until the password is changed. */
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
  /** Forms whose leads Convertr answers with 404, and which id it does not know. `unknown`: nobody can tell. */
  wrongIds: {
    form: string;
    wrong: 'form' | 'campaign' | 'publisher' | 'unknown';
    campaignId: number;
    formId: number;
    publisherId: number;
  }[];
  /** In bytes. An object of the release before does not tell. */
  database?: { bytes: number; limit: number };
  /** Active causes that a person is alerted to. */
  alerts: {
    /** With the form's id behind a colon where it is about one. */
    cause: string;
    since: string;
    /** Of `origin_refused`: the latest sites. Anybody can send any. */
    origins?: string[];
  }[];
}

/** What one overflow object keeps although the account's object answers. */
export interface OverflowReport {
  /** The object's id. */
  object: string;
  /** The account takes no more submissions of the kind. */
  full: boolean;
  /** No key of `LEAD_KEY` opens them. */
  unreadable: boolean;
}

/** What came of a login that a person asked for. */
export interface LoginResult {
  kind: 'accepted' | 'denied' | 'mfa' | 'unreachable';
}

export type MfaResult = { kind: 'accepted' } | { kind: 'denied' } | { kind: 'not_waiting' } | { kind: 'unreachable' };

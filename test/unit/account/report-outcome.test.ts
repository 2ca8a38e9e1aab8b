import { describe, expect, test } from 'vitest';
import {
  type AccountReport,
  type Call,
  toAccountReport,
  toProbeSignal,
} from '../../../worker/account/upstream/report-outcome.ts';
import type { LeadOutcome, LoginOutcome, ResultOutcome } from '../../../worker/convertr/outcome.ts';

const NOW = 1_800_000_000_000;
const signal = (kind: 'unknown' | 'unavailable' | 'unexpected'): AccountReport => ({ signal: { kind } });
const taken = (kind: 'healthy' | 'authorized'): AccountReport => ({ signal: { kind }, accepted: true });
const REFUSAL = { extraFields: false, form: [], fields: {} };

describe('what an answer says about the account', () => {
  test.each<[Call, LeadOutcome | ResultOutcome | LoginOutcome, AccountReport]>([
    ['lead', { kind: 'delivered', leadId: 1 }, taken('healthy')],
    ['lead', { kind: 'refused', refusal: REFUSAL }, taken('healthy')],
    ['lead', { kind: 'closed', reason: 'fulfilled' }, taken('healthy')],
    ['lead', { kind: 'link_not_found' }, taken('healthy')],
    ['lead', { kind: 'rejected', status: 422 }, taken('healthy')],
    ['lead', { kind: 'unknown' }, signal('unknown')],
    ['lead', { kind: 'unavailable', status: 503 }, signal('unavailable')],
    ['lead', { kind: 'unexpected', status: 302 }, signal('unexpected')],
    ['lead', { kind: 'unauthorized' }, { tokenRefused: true }],
    ['lead', { kind: 'mfa_required', mfaToken: 'm-1' }, { mfaToken: 'm-1' }],
    ['lead', { kind: 'password_expired' }, { passwordExpired: true }],
    ['read', { kind: 'password_expired' }, { passwordExpired: true }],
    ['login', { kind: 'password_expired' }, {}],
    ['read', { kind: 'pending' }, taken('authorized')],
    ['read', { kind: 'valid' }, taken('authorized')],
    ['read', { kind: 'rejected', status: 404 }, taken('authorized')],
    ['read', { kind: 'unknown' }, {}],
    ['read', { kind: 'unavailable', status: 503 }, {}],
    ['read', { kind: 'unexpected', status: 302 }, {}],
    ['read', { kind: 'unauthorized' }, { tokenRefused: true }],
    ['read', { kind: 'mfa_required', mfaToken: 'm-1' }, { mfaToken: 'm-1' }],
    ['login', { kind: 'token', token: 't', expiresInMs: 1, passwordExpired: false }, {}],
    ['login', { kind: 'denied', status: 400 }, {}],
    ['login', { kind: 'unauthorized' }, {}],
    ['login', { kind: 'unknown' }, {}],
    ['login', { kind: 'mfa_required', mfaToken: 'm-1' }, {}],
  ])('to a %s: %j is %j', (call, outcome, report) => {
    expect(toAccountReport(call, outcome, NOW)).toEqual(report);
  });

  test.each<Call>(['lead', 'read', 'login'])('to a %s: 429 stops all calls until its time', (call) => {
    const report = toAccountReport(call, { kind: 'rate_limited', retryAfterMs: 42_000 }, NOW);
    expect(report).toEqual({ signal: { kind: 'rate_limited', until: NOW + 42_000 } });
  });
});

test.each([
  [undefined, { kind: 'probed' }],
  ['not_found', { kind: 'probed' }],
  ['refused', { kind: 'probed' }],
  ['unavailable', { kind: 'unanswered' }],
  ['mfa', undefined],
  ['denied', undefined],
  ['password_expired', undefined],
  ['rate_limited', undefined],
  ['unauthorized', undefined],
] as const)('the read before the first lead that ends with %s is %j', (fault, expected) => {
  expect(toProbeSignal(fault)).toEqual(expected);
});

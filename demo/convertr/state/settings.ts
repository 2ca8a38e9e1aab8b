import * as v from 'valibot';
import { ENTERPRISES } from '../seeds/enterprises.ts';

const { exactOptional, picklist } = v;
const flag = exactOptional(v.boolean());
const count = exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0)));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const status = exactOptional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)));

/** docs/simulator.md describes what each setting does and how certain it is. */
export const settingsSchema = v.strictObject({
  verdictDelayMs: count,
  rapidPost: flag,
  mfa: exactOptional(v.record(picklist(ENTERPRISES.map(({ name }) => name)), v.boolean())),
  mfaStatus: status,
  retryAfter: flag,
  limits: exactOptional(v.strictObject({ logins: count, results: count, requests: count })),
  passwordExpired: flag,
  expiredPasswordStatus: status,
  lockAfter: exactOptional(positive),
  refusedUserText: exactOptional(v.pipe(v.string(), v.minLength(1))),
  disableAfterDays: exactOptional(v.nullable(positive)),
  unauthorizedBody: exactOptional(picklist(['invalid_grant', 'access_denied'])),
  campaignRefusalKey: exactOptional(picklist(['message', 'error', 'detail'])),
  campaignRefusalCode: exactOptional(picklist(['number', 'string'])),
  campaignRedirectStatus: exactOptional(picklist([301, 302, 303, 307, 308])),
  fieldsAs: exactOptional(picklist(['names', 'objects'])),
  validationErrors: exactOptional(picklist(['tree', 'list'])),
  createdBody: exactOptional(picklist(['documented', 'seen', 'both'])),
  createdNotice: exactOptional(picklist(['none', 'before', 'after'])),
  resultBody: exactOptional(picklist(['in_turn', 'object', 'string', 'text', 'blank_reasons', 'reasons_only', 'html'])),
  resultShowsFlips: flag,
});

export type SettingsChange = v.InferOutput<typeof settingsSchema>;

export interface Limits {
  logins: number;
  results: number;
  requests: number;
}

export type Settings = Required<Omit<SettingsChange, 'limits'>> & { limits: Limits };

export function createSettings(): Settings {
  return {
    // The vendor's samples show 7 to 10 s [doc]; which is too long to watch.
    verdictDelayMs: 2000,
    // Off, because every lead of a publisher's Worker comes from one address.
    rapidPost: false,
    mfa: { initech: true },
    mfaStatus: 400,
    retryAfter: false,
    // Since 18 December 2023 [doc].
    limits: { logins: 100, results: 1400, requests: 3000 },
    passwordExpired: false,
    expiredPasswordStatus: 403,
    lockAfter: 10,
    // A client cannot tell a locked account from a wrong password [open].
    refusedUserText: 'Invalid username and password combination',
    disableAfterDays: null,
    unauthorizedBody: 'invalid_grant',
    campaignRefusalKey: 'message',
    campaignRefusalCode: 'number',
    campaignRedirectStatus: 302,
    fieldsAs: 'names',
    validationErrors: 'tree',
    createdBody: 'both',
    createdNotice: 'none',
    resultBody: 'in_turn',
    resultShowsFlips: true,
  };
}

export function mergeSettings(settings: Settings, change: SettingsChange): Settings {
  return {
    ...settings,
    ...change,
    mfa: { ...settings.mfa, ...change.mfa },
    limits: { ...settings.limits, ...change.limits },
  };
}

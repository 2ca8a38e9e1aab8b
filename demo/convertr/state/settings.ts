import * as v from 'valibot';
import { ENTERPRISES } from '../seeds/enterprises.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const flag = v.exactOptional(v.boolean());

export const settingsSchema = v.strictObject({
  verdictDelayMs: v.exactOptional(count),
  rapidPost: flag,
  mfa: v.exactOptional(v.record(v.picklist(ENTERPRISES.map(({ name }) => name)), v.boolean())),
  mfaStatus: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  retryAfter: flag,
  limits: v.exactOptional(
    v.strictObject({
      logins: v.exactOptional(count),
      results: v.exactOptional(count),
      requests: v.exactOptional(count),
    }),
  ),
  passwordExpired: flag,
  createdBody: v.exactOptional(v.picklist(['documented', 'seen', 'both'])),
});

export type SettingsChange = v.InferOutput<typeof settingsSchema>;

export interface Limits {
  logins: number;
  results: number;
  requests: number;
}

export interface Settings {
  verdictDelayMs: number;
  /** Off, because every lead of a publisher's Worker comes from one address. */
  rapidPost: boolean;
  mfa: Record<string, boolean>;
  /** Undocumented [open], so a client must not rely on it. */
  mfaStatus: number;
  /** Undocumented [open]. */
  retryAfter: boolean;
  limits: Limits;
  passwordExpired: boolean;
  createdBody: 'documented' | 'seen' | 'both';
}

export function createSettings(): Settings {
  return {
    // The vendor's samples show 7 to 10 s [doc]; nobody wants to watch that long.
    verdictDelayMs: 2000,
    rapidPost: false,
    mfa: { initech: true },
    mfaStatus: 400,
    retryAfter: false,
    // Since 18 December 2023 [doc].
    limits: { logins: 100, results: 1400, requests: 3000 },
    passwordExpired: false,
    createdBody: 'both',
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

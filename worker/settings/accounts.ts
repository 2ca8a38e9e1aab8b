import * as v from 'valibot';
import { ENTERPRISE_LABEL, parseOrigin } from '../convertr/origin.ts';
import { fail, ok, type Result } from '../result.ts';

/** Convertr's limits in a rolling five minutes, less a margin. All configured accounts share them. */
const PLATFORM_BUDGET = { requests: 2700, results: 1200, logins: 10 };

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const accountSchema = v.strictObject({
  publisherId: count,
  username: v.pipe(v.string(), v.minLength(1)),
  password: v.pipe(v.string(), v.minLength(1)),
  origin: v.optional(v.string()),
  jurisdiction: v.optional(v.picklist(['eu', 'fedramp'])),
  locationHint: v.optional(v.picklist(['wnam', 'enam', 'sam', 'weur', 'eeur', 'apac', 'oc', 'afr', 'me'])),
  budget: v.optional(
    v.strictObject({ requests: v.optional(count), results: v.optional(count), logins: v.optional(count) }),
  ),
});

/** Requests allowed in a rolling five minutes. `results` and `logins` count as `requests`, too. */
export interface Budget {
  requests: number;
  results: number;
  logins: number;
}

/** The publisher's user at one enterprise. */
export interface AccountSettings {
  enterprise: string;
  publisherId: number;
  username: string;
  password: string;
  /** `https://{enterprise}.cvtr.io`, or what the configuration names in its place. */
  origin: string;
  jurisdiction?: 'eu' | 'fedramp' | undefined;
  locationHint?: DurableObjectLocationHint | undefined;
  budget: Budget;
}

/**
 * Parses the secret `CONVERTR_ACCOUNTS`.
 * @returns the accounts by enterprise, or a sentence that says what to correct. It never has a value of the secret.
 */
export function parseAccounts(secret: string | undefined): Result<Map<string, AccountSettings>, string> {
  if (!secret) return fail('CONVERTR_ACCOUNTS is missing: set it to a JSON object keyed by enterprise.');
  let json: unknown;
  try {
    json = JSON.parse(secret);
  } catch {
    return fail('CONVERTR_ACCOUNTS is not valid JSON.');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return fail('CONVERTR_ACCOUNTS must be a JSON object keyed by enterprise.');
  }
  const entries = Object.entries(json);
  if (entries.length === 0) return fail('CONVERTR_ACCOUNTS names no account.');

  const accounts = new Map<string, AccountSettings>();
  for (const [index, [enterprise, value]] of entries.entries()) {
    if (!ENTERPRISE_LABEL.test(enterprise)) {
      return fail(`CONVERTR_ACCOUNTS: key ${index + 1} is not an enterprise (a lower-case DNS label).`);
    }
    const parsed = v.safeParse(accountSchema, value);
    if (!parsed.success) {
      const path = v.getDotPath(parsed.issues[0]) ?? '';
      return fail(`CONVERTR_ACCOUNTS: ${enterprise}${path && `.${path}`} is missing or malformed.`);
    }
    const { origin, budget, ...user } = parsed.output;
    const base = parseOrigin(enterprise, origin);
    if (!base.ok) return fail(`CONVERTR_ACCOUNTS: ${enterprise}.origin ${base.error}`);
    accounts.set(enterprise, {
      ...user,
      enterprise,
      origin: base.value,
      budget: toBudget(budget, entries.length),
    });
  }
  return ok(accounts);
}

function toBudget(own: { [K in keyof Budget]?: number | undefined } | undefined, accountCount: number): Budget {
  const share = (kind: keyof Budget): number =>
    own?.[kind] ?? Math.max(1, Math.floor(PLATFORM_BUDGET[kind] / accountCount));
  return { requests: share('requests'), results: share('results'), logins: share('logins') };
}

import * as v from 'valibot';
import { ENTERPRISE_LABEL, parseOrigin } from '../convertr/origin.ts';
import { fail, ok, type Result } from '../result.ts';
import { type AccountFields, accountSchema, type Jurisdiction, type LocationHint } from './account-fields.ts';
import { ACCOUNT_SECRETS, listWords, type NamedAccount, parsePlainAccount } from './plain-account.ts';
import type { TextBindings } from './text-bindings.ts';

/** Convertr's limits in a rolling five minutes, minus a margin. All configured accounts share them. */
const PLATFORM_BUDGET = { requests: 2700, results: 1200, logins: 10 };

/** Requests allowed in a rolling five minutes. `results` and `logins` count among `requests` too. */
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
  /** `https://{enterprise}.cvtr.io`, or its replacement in the configuration. */
  origin: string;
  jurisdiction?: Jurisdiction | undefined;
  locationHint?: LocationHint | undefined;
  budget: Budget;
}

/**
 * Parses the accounts: `CONVERTR_ACCOUNTS`, the plain secrets of one account, or both.
 * @returns the accounts by enterprise, or an error that names the secret to correct, but never a value.
 */
export function parseAccounts(secrets: TextBindings): Result<Map<string, AccountSettings>, string> {
  const plain = parsePlainAccount(secrets);
  if (!plain.ok) return plain;
  const listed = secrets.CONVERTR_ACCOUNTS?.trim() ? parseList(secrets.CONVERTR_ACCOUNTS) : ok([]);
  if (!listed.ok) return listed;
  if (plain.value && listed.value.some(({ enterprise }) => enterprise === plain.value?.enterprise)) {
    return fail(`CONVERTR_ACCOUNTS and CONVERTR_ENTERPRISE both set ${plain.value.enterprise}: remove one of the two.`);
  }
  const named = plain.value ? [plain.value, ...listed.value] : listed.value;
  if (named.length === 0) {
    return fail(`${listWords(ACCOUNT_SECRETS)} are missing, or CONVERTR_ACCOUNTS: at least one account is needed.`);
  }
  const accounts = new Map<string, AccountSettings>();
  for (const { enterprise, fields } of named) {
    const { origin, budget, ...user } = fields;
    const base = parseOrigin(enterprise, origin);
    if (!base.ok) {
      const isPlain = enterprise === plain.value?.enterprise;
      return fail(`${isPlain ? 'CONVERTR_ORIGIN' : `CONVERTR_ACCOUNTS: ${enterprise}.origin`} ${base.error}`);
    }
    accounts.set(enterprise, { ...user, enterprise, origin: base.value, budget: toBudget(budget, named.length) });
  }
  return ok(accounts);
}

function parseList(secret: string): Result<NamedAccount[], string> {
  let json: unknown;
  try {
    json = JSON.parse(secret);
  } catch {
    return fail('CONVERTR_ACCOUNTS is not valid JSON.');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return fail('CONVERTR_ACCOUNTS must be a JSON object keyed by enterprise.');
  }
  const named: NamedAccount[] = [];
  for (const [enterprise, value] of Object.entries(json)) {
    if (!ENTERPRISE_LABEL.test(enterprise)) {
      return fail(`CONVERTR_ACCOUNTS: key ${named.length + 1} is not an enterprise (a lower-case DNS label).`);
    }
    const parsed = v.safeParse(accountSchema, value);
    if (!parsed.success) {
      const path = v.getDotPath(parsed.issues[0]) ?? '';
      return fail(`CONVERTR_ACCOUNTS: ${enterprise}${path && `.${path}`} is missing or malformed.`);
    }
    named.push({ enterprise, fields: parsed.output });
  }
  return ok(named);
}

function toBudget(own: AccountFields['budget'], accountCount: number): Budget {
  const share = (kind: keyof Budget): number =>
    own?.[kind] ?? Math.max(1, Math.floor(PLATFORM_BUDGET[kind] / accountCount));
  return { requests: share('requests'), results: share('results'), logins: share('logins') };
}

import * as v from 'valibot';
import { fail, ok, type Result } from '../result.ts';
import { type AccountFields, accountSchema, enterpriseSchema } from './account-fields.ts';
import type { TextBindings } from './text-bindings.ts';

export const ACCOUNT_SECRETS = [
  'CONVERTR_ENTERPRISE',
  'CONVERTR_PUBLISHER_ID',
  'CONVERTR_USERNAME',
  'CONVERTR_PASSWORD',
] as const;
/** The key of an account's schema, and the secret that holds it here. */
const SECRET_OF = new Map<string, keyof TextBindings>([
  ['publisherId', 'CONVERTR_PUBLISHER_ID'],
  ['username', 'CONVERTR_USERNAME'],
  ['password', 'CONVERTR_PASSWORD'],
  ['jurisdiction', 'CONVERTR_JURISDICTION'],
  ['locationHint', 'CONVERTR_LOCATION_HINT'],
]);

export interface NamedAccount {
  enterprise: string;
  fields: AccountFields;
}

/**
 * Reads the account that is set by plain secrets.
 * @returns the account, undefined if none of them is set, or an error that names the secret to correct.
 */
export function parsePlainAccount(secrets: TextBindings): Result<NamedAccount | undefined, string> {
  // Pasted values may have surrounding spaces. Spaces within a password may be intended.
  const read = (name: keyof TextBindings) => secrets[name]?.trim() || undefined;
  if (!ACCOUNT_SECRETS.some(read)) return ok(undefined);
  const missing = ACCOUNT_SECRETS.filter((name) => !read(name));
  if (missing.length > 0) return fail(`${listWords(missing)} ${missing.length > 1 ? 'are' : 'is'} missing.`);
  const enterprise = v.safeParse(enterpriseSchema, read('CONVERTR_ENTERPRISE'));
  if (!enterprise.success) {
    return fail('CONVERTR_ENTERPRISE is not an enterprise: it is the part before .cvtr.io, in lower case.');
  }
  const publisherId = read('CONVERTR_PUBLISHER_ID') ?? '';
  const fields = v.safeParse(accountSchema, {
    publisherId: /^\d{1,15}$/.test(publisherId) ? Number(publisherId) : undefined,
    username: read('CONVERTR_USERNAME'),
    password: secrets.CONVERTR_PASSWORD,
    origin: read('CONVERTR_ORIGIN'),
    jurisdiction: read('CONVERTR_JURISDICTION'),
    locationHint: read('CONVERTR_LOCATION_HINT'),
  });
  if (fields.success) return ok({ enterprise: enterprise.output, fields: fields.output });
  return fail(`${SECRET_OF.get(v.getDotPath(fields.issues[0]) ?? '')} is malformed.`);
}

export const listWords = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join('');

import { randomBytes } from 'node:crypto';
import { parseLeadKeys } from '../../settings/lead-keys.ts';
import { parseAdminToken } from '../../settings/settings.ts';
import { SetupFault } from './fault.ts';
import type { Options } from './options.ts';

type KeyName = 'LEAD_KEY' | 'ADMIN_TOKEN';

export interface Keys {
  /** To be set. Existing keys stay as they are, because they cannot be read back. */
  send: Partial<Record<KeyName, string>>;
  /** Generated now, so nobody has a copy yet. */
  made: Partial<Record<KeyName, string>>;
  kept: KeyName[];
}

const MAKE: Record<KeyName, () => string> = {
  LEAD_KEY: () => randomBytes(32).toString('base64'),
  ADMIN_TOKEN: () => randomBytes(24).toString('base64url'),
};

/** Generates the missing keys, or uses the given ones. */
export function prepareKeys(existing: readonly string[], { secrets, switches }: Options): Keys {
  const keys: Keys = { send: {}, made: {}, kept: [] };
  for (const name of ['LEAD_KEY', 'ADMIN_TOKEN'] as const) {
    const isReplaced = name === 'ADMIN_TOKEN' && switches['new-admin-token'];
    if (existing.includes(name) && !isReplaced) {
      keys.kept.push(name);
      continue;
    }
    const given = secrets[name];
    const key = given ?? MAKE[name]();
    if (given === undefined) keys.made[name] = key;
    else checkKey(name, given);
    keys.send[name] = key;
  }
  return keys;
}

function checkKey(name: KeyName, value: string): void {
  const parsed = name === 'LEAD_KEY' ? parseLeadKeys(value) : parseAdminToken(value);
  if (!parsed.ok) throw new SetupFault(parsed.error, `Correct ${name}, or omit it to generate one.`);
}

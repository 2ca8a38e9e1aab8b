import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ENTERPRISES } from '../convertr/seeds/enterprises.ts';

/** Makes `.dev.vars` from `.dev.vars.example`, for the simulator and with fresh random keys, unless there is one. */
export function ensureDevVars(root: string): void {
  const file = join(root, '.dev.vars');
  if (existsSync(file)) return;
  const example = readFileSync(join(root, '.dev.vars.example'), 'utf8');
  writeFileSync(file, toLocalVars(example), { mode: 0o600 });
}

/** The example with values that work on this machine. */
function toLocalVars(example: string): string {
  return example
    .replace(/^CONVERTR_ENTERPRISE=\n(CONVERTR_.*=\n)*/m, toEnvFile({ CONVERTR_ACCOUNTS: simulatorAccount() }))
    .replace(/^LEAD_KEY=$/m, `LEAD_KEY=${randomBytes(32).toString('base64')}`)
    .replace(/^ADMIN_TOKEN=$/m, `ADMIN_TOKEN=${randomBytes(24).toString('base64url')}`);
}

/** The simulator's first account. As JSON, so that its `origin` can follow the simulator's port. */
function simulatorAccount(): string {
  const known = ENTERPRISES.slice(0, 1).map(({ name, publisherId, username, password }) => [
    name,
    { publisherId, username, password, origin: 'http://127.0.0.1:8790' },
  ]);
  return JSON.stringify(Object.fromEntries(known));
}

/** The secrets of `.dev.vars`. */
export function readDevVars(root: string): Record<string, string> {
  const vars = parseEnv(readFileSync(join(root, '.dev.vars'), 'utf8'));
  return Object.fromEntries(Object.entries(vars).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** If the accounts' `origin` is on this machine, points it at the simulator's actual port. */
export function withSimulator(accounts: string, convertrUrl: string): string {
  return accounts.replace(/"origin"\s*:\s*"http:\/\/(?:localhost|127\.0\.0\.1):\d+"/g, `"origin":"${convertrUrl}"`);
}

/** The text of an env file. Quotes keep JSON as it is. `$` would insert another variable. */
export function toEnvFile(vars: Record<string, string>): string {
  return Object.entries(vars)
    .map(([name, value]) => {
      const quote = value.includes("'") ? '`' : "'";
      return `${name}=${quote}${value.replaceAll('$', '\\$')}${quote}\n`;
    })
    .join('');
}

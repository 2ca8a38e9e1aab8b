import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withPrivateFolder } from './private-folder.ts';
import type { Wrangler } from './wrangler.ts';
import { type Address, writeAddress, writeNamespaces } from './wrangler-config.ts';

/** A deploy that ended early may have left namespaces behind, and wrangler creates none with the same title. */
export async function writeConfig(file: string, address: Address, wrangler: Wrangler, isFirst: boolean): Promise<void> {
  const toml = readFileSync(file, 'utf8');
  let changed = writeAddress(toml, address);
  if (isFirst) {
    const titles = await wrangler.listNamespaces();
    const left = ['FORMS', 'CACHE'].flatMap((binding): [string, string][] => {
      const id = titles.get(`${address.name}-${binding.toLowerCase()}`);
      return id === undefined ? [] : [[binding, id]];
    });
    changed = writeNamespaces(changed, new Map(left));
  }
  if (changed !== toml) writeFileSync(file, changed);
}

/** The secrets are in a file only while wrangler reads them. It is JSON, because a dotenv file expands `$`. */
export function deploy(wrangler: Wrangler, secrets: Record<string, string>, isDry: boolean) {
  return withPrivateFolder((folder) => {
    const file = join(folder, 'secrets.json');
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600, flag: 'wx' });
    const args = Object.keys(secrets).length > 0 ? ['--secrets-file', file] : [];
    return wrangler.deploy(isDry ? [...args, '--dry-run'] : args, folder);
  });
}

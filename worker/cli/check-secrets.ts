/** `npm run check:secrets`: fails when anything that leaves this machine holds what looks like a credential. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { findSecrets, listSecrets } from './secrets.ts';

const root = join(import.meta.dirname, '../..');
/** What is served, and what goes into the repository beside the source. */
const PATHS = ['dist/**/*', 'wrangler.toml', 'package.json'];

const devVars = join(root, '.dev.vars');
const known = existsSync(devVars) ? listSecrets(parseEnv(readFileSync(devVars, 'utf8'))) : [];
const files = globSync(PATHS, { cwd: root, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const found = files.flatMap((file) =>
  findSecrets(readFileSync(file, 'latin1'), known).map((what) => `${file.slice(root.length + 1)}: ${what}`),
);
for (const line of found) console.error(line);
console.log(found.length > 0 ? 'Secrets do not belong there.' : `No secrets in ${files.length} files.`);
process.exitCode = found.length > 0 ? 1 : 0;

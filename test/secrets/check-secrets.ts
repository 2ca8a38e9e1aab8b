/** `npm run check:secrets`: fails when anything that leaves this machine holds what looks like a credential. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { findSecrets, listSecrets } from './secrets.ts';

const root = join(import.meta.dirname, '../..');
/** What is served, source maps too, what the Worker's bundle is made of, and configuration. */
const PATHS = ['dist/**/*', 'worker/**/*', 'widget/**/*', 'demo/forms/*', 'wrangler.toml', 'package.json'];

const devVars = join(root, '.dev.vars');
const known = existsSync(devVars) ? listSecrets(parseEnv(readFileSync(devVars, 'utf8'))) : [];
const files = globSync(PATHS, { cwd: root, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const isBuilt = files.some((file) => file.endsWith('widget.json'));
const found = files.flatMap((file) =>
  findSecrets(readFileSync(file, 'utf8'), known).map((what) => `${file.slice(root.length + 1)}: ${what}`),
);
for (const line of found) console.error(line);
// Without a build the half that matters most was not looked at.
if (!isBuilt) console.error('There is no build to look through: npm run build.');
console.log(found.length > 0 ? 'Secrets do not belong there.' : `No secrets in ${files.length} files.`);
process.exitCode = found.length > 0 || !isBuilt ? 1 : 0;

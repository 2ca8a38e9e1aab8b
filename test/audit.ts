/** `npm run audit`: fails on known holes in what is installed. Part of `.ci/run`, since it asks the registry. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readAudit } from './support/audit.ts';

/** Findings that do no harm here: the advisory's address, and why. Listed in docs/security.md too. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: join(import.meta.dirname, '..'), encoding: 'utf8' });
const audit = readAudit(stdout, EXCEPTIONS);
switch (audit.kind) {
  case 'clean':
    console.log(`npm audit: nothing found${audit.excepted > 0 ? `, but for ${audit.excepted} exceptions` : ''}.`);
    break;
  case 'unanswered':
    // No news is neither good nor bad: a registry without the endpoint must not stop every build.
    console.log(`npm audit: the registry gave no report (${audit.why}). Run it where it does.`);
    break;
  case 'found':
    for (const line of audit.lines) console.error(line);
    process.exitCode = 1;
}

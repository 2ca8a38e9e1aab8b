/** `npm run types`: checks every folder against its own tsconfig: each runs in another world (page, edge, Node). */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const projects = globSync('{widget,worker,demo,test}/**/tsconfig.json', {
  cwd: root,
  exclude: (name) => name === 'node_modules',
});
let failed = false;
for (const project of projects.sort()) {
  console.log(project);
  const { status } = spawnSync('tsc', ['-p', project], { cwd: root, stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;

import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that a build and a deploy read. */
const NEEDED = ['worker', 'widget', 'package.json', 'tsconfig.json', 'wrangler.toml'];

/** Copies the checkout into `folder`, so that a rehearsal builds, configures and deploys there. */
export function copyCheckout(root: string, folder: string): void {
  for (const name of NEEDED) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
}

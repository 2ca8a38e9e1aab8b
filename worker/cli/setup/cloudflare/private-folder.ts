import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Lends a folder that nobody else can read, and removes it with all that is in it: after the work, after a fault, and
 * when the process ends meanwhile.
 */
export async function withPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  // `mkdtemp` makes folders of mode 700.
  const folder = mkdtempSync(join(tmpdir(), 'leadwire-setup-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    return await work(folder);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

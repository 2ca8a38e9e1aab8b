import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Provides a folder that nobody else can read, and removes it with its contents after the work, after a failure, or
 * when the process ends.
 */
export async function withPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  // `mkdtemp` creates folders with mode 700.
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

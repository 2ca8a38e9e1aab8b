import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface State {
  directory: string;
  /** Another `npm start` of this checkout is running, so this is not the usual place. */
  isApart: boolean;
  release(): void;
}

/**
 * The folder for this run's state: the usual one, or one beside it, because two processes would corrupt one database.
 */
export function claimState(root: string, port: number): State {
  const usual = join(root, '.wrangler/local');
  const isApart = isClaimed(usual);
  const directory = isApart ? `${usual}-${port}` : usual;
  mkdirSync(directory, { recursive: true });
  const claim = join(directory, 'pid');
  writeFileSync(claim, String(process.pid));
  return { directory, isApart, release: () => rmSync(claim, { force: true }) };
}

function isClaimed(directory: string): boolean {
  try {
    // Throws if the process no longer exists. Signal 0 does nothing else.
    return process.kill(Number(readFileSync(join(directory, 'pid'), 'utf8')), 0);
  } catch {
    return false;
  }
}

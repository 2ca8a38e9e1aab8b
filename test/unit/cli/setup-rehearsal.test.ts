/** `npm run setup` in a fresh clone, against the simulator of Convertr and a stub of wrangler. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Machine, PASSWORD, startMachine, withPassword } from '../../support/setup-machine.ts';

let machine: Machine;
beforeEach(async () => {
  machine = await startMachine();
});

describe('--dry-run', () => {
  const SLOW = { timeout: 120_000 };

  test('builds, tries the login, ends with wrangler’s own --dry-run, and changes nothing anywhere', SLOW, async () => {
    const real = await startMachine({ realWrangler: true });
    const before = snapshot(real.clone);
    const args = [...machine.acme.filter((arg) => arg !== '--workers-dev'), '--domain=leads.example.com', '--dry-run'];
    const { code, output } = await real.setup(args, withPassword).ended;
    expect(output).toMatch(
      /wrangler deploy --dry-run[\s\S]*env\.LEAD_KEY \("\(hidden\)"\)[\s\S]*--dry-run: exiting now\./,
    );
    expect(output).toContain('Nothing was changed. It would set CONVERTR_ENTERPRISE');
    expect(output).not.toContain(PASSWORD);
    expect(snapshot(real.clone)).toEqual(before);
    expect([code, real.leftovers(), await machine.convertr.leads()]).toEqual([0, [], []]);
  });

  test('asks Cloudflare nothing, and continues if nothing is given', async () => {
    const { code, output } = await machine.setup(['--dry-run']).ended;
    expect(output).toContain('No account was given, so the login is not tested.');
    expect(machine.calls().map(({ args }) => args[0])).toEqual(['deploy']);
    expect(machine.calls()[0]?.args.at(-1)).toBe('--dry-run');
    expect([code, machine.leftovers()]).toEqual([0, []]);
  });
});

/** Every file with its size and its time of change. */
function snapshot(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  // The test runner itself keeps a cache among the packages while the others run.
  return paths
    .filter((path) => !path.includes('/node_modules/.vi'))
    .map((path) => {
      const stats = statSync(path);
      return `${path} ${stats.size} ${stats.isFile() ? stats.mtimeMs : ''}`;
    });
}

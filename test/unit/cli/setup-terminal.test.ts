import { describe, expect, test } from 'vitest';
import { startSetup, terminal } from '../../support/setup-run.ts';

describe('a person in a terminal', () => {
  const DETAILS: [string, string][] = [
    ['Name of the Worker', '\r'],
    ['Domain of the Worker', 'leads.example.com\r'],
    ['Enterprise', 'https://acme.cvtr.io/\r'],
    ['Publisher id', '12\r'],
    ['Username', 'publisher@example.com\r'],
  ];

  test('gets one question after the other, may correct a password, and never sees one', async () => {
    const { ask, screen, left } = terminal([
      ...DETAILS,
      ['Password', 'wrong-horse\r'],
      ['Convertr rejected this username or password', ''],
      ['Username', 'publisher@example.com\r'],
      ['Password', 'correct-horse\r'],
      ['Where should leads be stored', '\r'],
      ['Deploy leadwire to leads.example.com?', '\r'],
    ]);
    const run = await startSetup(ask, []);
    await run.done;
    expect(left).toEqual([]);
    expect(run.deployed[0]).toMatchObject({ CONVERTR_ENTERPRISE: 'acme', CONVERTR_PASSWORD: 'correct-horse' });
    expect(run.deployed[0]?.CONVERTR_LOCATION_HINT).toMatch(/^[a-z]{2,4}$/);
    expect(screen()).toContain('after /publisher/');
    expect(screen()).toContain(`LEAD_KEY=${run.deployed[0]?.LEAD_KEY}`);
    expect(screen()).not.toMatch(/(wrong|correct)-horse/);
  });

  test('keeps the account that is set by pressing Enter', async () => {
    const { ask } = terminal([
      ...DETAILS.slice(0, 2),
      ['Set another user or password', '\r'],
      ['Deploy leadwire', '\r'],
    ]);
    const run = await startSetup(ask, [], { secrets: ['CONVERTR_ENTERPRISE', 'LEAD_KEY', 'ADMIN_TOKEN'] });
    await run.done;
    expect(run.deployed).toEqual([{}]);
  });

  test('ends it with Ctrl-C at any question', async () => {
    const run = await startSetup(terminal([...DETAILS.slice(0, 3), ['Publisher id', '\u0003']]).ask, []);
    await expect(run.done).rejects.toThrow();
    expect(run.deployed).toEqual([]);
  });
});

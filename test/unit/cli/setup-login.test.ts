/** `npm run setup` in a fresh clone, against the simulator of Convertr and a stub of wrangler. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Machine, startMachine, withPassword } from '../../support/setup-machine.ts';

let machine: Machine;
beforeEach(async () => {
  machine = await startMachine();
});

describe('the login', () => {
  test('stops it when Convertr refuses the password', async () => {
    const { code, output } = await machine.setup(machine.acme, { CONVERTR_PASSWORD: 'wrong-horse' }).ended;
    expect([code, machine.deploys()]).toEqual([1, []]);
    expect(output).toMatch(/Convertr rejected this username or password\.\n→ Sign in at .* Ten wrong attempts/);
    expect(output).not.toContain('wrong-horse');
    const logins = (await machine.convertr.requests()).filter(({ path }) => path === '/api/login');
    expect(logins).toHaveLength(1);
  });

  test('asks for the code from the text message', async () => {
    const running = machine.setup([...machine.initech, '--password-stdin']);
    running.type('red-stapler');
    await running.said('Code from the text message');
    running.type('123456');
    const { code, output } = await running.ended;
    expect(output).toContain('The console will ask for it');
    expect([code, (await machine.convertr.state()).smsSent]).toEqual([0, 1]);
    expect(machine.deploys()[0]?.secrets).toMatchObject({ CONVERTR_PASSWORD: 'red-stapler' });
  });

  test('stops it when Convertr refuses the code', async () => {
    const running = machine.setup([...machine.initech, '--password-stdin']);
    running.type('red-stapler');
    running.type('000000');
    const { code, output } = await running.ended;
    expect(output).toContain('Convertr rejected this code.\n→ Run this again');
    expect([code, machine.deploys()]).toEqual([1, []]);
  });

  test('reports that the password has expired', async () => {
    await machine.convertr.set('settings', { passwordExpired: true });
    const { code, output } = await machine.setup(machine.acme, withPassword).ended;
    expect(output).toContain(`The password has expired.\n→ Set a new one at ${machine.convertr.url}`);
    expect(code).toBe(1);
  });

  test('reports that nothing answers', async () => {
    await machine.convertr.close();
    const { code, output } = await machine.setup(machine.acme, withPassword).ended;
    expect(output).toMatch(/does not answer\.\n→ Check the enterprise/);
    expect(code).toBe(1);
  });
});

describe('interrupted', () => {
  test('while it deploys, it leaves no secret behind, and can be run again', async () => {
    machine.change({ hangAt: `${machine.worker.url}/deploying` });
    const running = machine.setup(machine.acme, withPassword);
    await machine.worker.heard('/deploying');
    expect(machine.leftovers()).toHaveLength(1);
    running.interrupt();
    const { code } = await running.ended;
    expect(code).not.toBe(0);
    expect(machine.leftovers()).toEqual([]);

    machine.change({ hangAt: '' });
    await machine.succeed(machine.acme);
    expect(machine.cloudflare().workers.leadwire).toEqual(machine.deploys()[1]?.secrets);
  });

  test('while it waits for a code, it has changed nothing', async () => {
    const before = readFileSync(join(machine.clone, 'wrangler.toml'), 'utf8');
    const running = machine.setup([...machine.initech, '--password-stdin']);
    running.type('red-stapler');
    await running.said('Code from the text message');
    running.interrupt();
    expect((await running.ended).code).not.toBe(0);
    expect(machine.deploys()).toEqual([]);
    expect(readFileSync(join(machine.clone, 'wrangler.toml'), 'utf8')).toBe(before);
  });
});

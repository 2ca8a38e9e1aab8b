/** `npm run setup` in a fresh clone, against the simulator of Convertr and a stub of wrangler. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Machine, PASSWORD, startMachine, withPassword } from '../../support/setup-machine.ts';

let machine: Machine;
beforeEach(async () => {
  machine = await startMachine();
});

describe('the first run', () => {
  test('deploys with all secrets at once, and shows what to keep', async () => {
    const output = await machine.succeed([...machine.acme, '--campaign=1234', '--name=acme-leads']);
    const [deploy] = machine.deploys();
    expect(deploy?.secrets).toEqual({
      CONVERTR_ENTERPRISE: 'acme',
      CONVERTR_PUBLISHER_ID: '12',
      CONVERTR_USERNAME: 'publisher@example.com',
      CONVERTR_PASSWORD: PASSWORD,
      CONVERTR_ORIGIN: machine.convertr.url,
      CONVERTR_LOCATION_HINT: 'weur',
      LEAD_KEY: expect.stringMatching(/^[\w+/]{43}=$/),
      ADMIN_TOKEN: expect.stringMatching(/^[\w-]{32}$/),
    });
    for (const name of ['LEAD_KEY', 'ADMIN_TOKEN']) expect(output).toContain(`${name}=${deploy?.secrets?.[name]}`);
    expect(output).toContain(`${machine.worker.url}/console`);
    expect(output).toMatch(/35 {2}Acme Campaign - Simple Form \(\d+ fields\)/);
    const toml = readFileSync(join(machine.clone, 'wrangler.toml'), 'utf8');
    expect(toml).toMatch(/^name = "acme-leads"$/m);
    expect(toml).toMatch(/^workers_dev = true$/m);
  });

  test('keeps the password to itself', async () => {
    const output = await machine.succeed(machine.acme);
    expect(output).not.toContain(PASSWORD);
    expect(
      machine
        .calls()
        .flatMap(({ args, leaked }) => [...args, ...leaked])
        .join(),
    ).not.toMatch(/PASSWORD|correct-horse/);
    expect(machine.deploys()[0]?.modes).toEqual(['600', '700']);
    expect(machine.leftovers()).toEqual([]);
    const files = readdirSync(machine.clone, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    expect(files.some((text) => text.includes(PASSWORD))).toBe(false);
  });

  test('uses given keys, and does not show them', async () => {
    const LEAD_KEY = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64');
    const output = await machine.succeed(machine.acme, {
      ...withPassword,
      LEAD_KEY,
      ADMIN_TOKEN: 'test-admin-token-0123456789',
    });
    expect(machine.deploys()[0]?.secrets).toMatchObject({ LEAD_KEY, ADMIN_TOKEN: 'test-admin-token-0123456789' });
    expect(output).not.toContain(LEAD_KEY);
    expect(output).not.toContain('test-admin-token');
  });

  test('uses the namespaces that an earlier deploy left behind', async () => {
    machine.change({ namespaces: [{ id: 'a1b2', title: 'leadwire-forms' }] });
    await machine.succeed(machine.acme);
    expect(readFileSync(join(machine.clone, 'wrangler.toml'), 'utf8')).toContain('binding = "FORMS"\nid = "a1b2"\n');
  });
});

describe('run again, it', () => {
  test('keeps keys and account, and sends no secret that is not changed', async () => {
    await machine.succeed(machine.acme);
    const before = machine.cloudflare().workers;
    const output = await machine.succeed(['--wait=20'], {});
    expect(machine.deploys()[1]).toMatchObject({ args: ['deploy'], secrets: {} });
    expect(machine.cloudflare().workers).toEqual(before);
    expect(output).toContain('LEAD_KEY and ADMIN_TOKEN unchanged.');
  });

  test('changes only the account', async () => {
    await machine.succeed(machine.acme);
    await machine.succeed(machine.acme, { ...withPassword, LEAD_KEY: 'of another place' });
    expect(Object.keys(machine.deploys()[1]?.secrets ?? {}).filter((name) => !name.startsWith('CONVERTR_'))).toEqual(
      [],
    );
  });

  test('replaces the admin token when asked to, never the lead key', async () => {
    await machine.succeed(machine.acme);
    await machine.succeed(['--new-admin-token', '--wait=20'], {});
    expect(Object.keys(machine.deploys()[1]?.secrets ?? {})).toEqual(['ADMIN_TOKEN']);
  });

  test('changes nothing while Cloudflare does not list what is set', async () => {
    await machine.succeed(machine.acme);
    machine.change({ fault: 'A request to the Cloudflare API failed. Authentication error [code: 10000]' });
    const { code, output } = await machine.setup(machine.acme, withPassword).ended;
    expect([code, machine.deploys().length]).toEqual([1, 1]);
    expect(output).toMatch(/did not list the secrets[\s\S]*→ Sign in again: npx wrangler login/);
  });
});

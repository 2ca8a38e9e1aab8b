/** `npm run setup` in a fresh clone, against the simulator of Convertr and a stub of wrangler. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { startSimulator } from '../../demo/support.ts';
import { type Machine, startMachine } from '../../support/setup-machine.ts';

const PASSWORD = 'correct-horse';

let convertr: Awaited<ReturnType<typeof startSimulator>>;
let machine: Machine;
beforeEach(async () => {
  convertr = await startSimulator();
  machine = await startMachine();
});

const acme = () => ['--enterprise=acme', '--publisher-id=12', '--username=publisher@example.com', ...place()];
const initech = () => ['--enterprise=initech', '--publisher-id=56', '--username=mfa@example.com', ...place()];
const place = () => [`--origin=${convertr.url}`, '--workers-dev', '--location-hint=weur', '--wait=20'];
const withPassword = { CONVERTR_PASSWORD: PASSWORD };

async function expectSuccess(args: string[], env: Record<string, string> = withPassword): Promise<string> {
  const { code, output } = await machine.setup(args, env).ended;
  expect(output).toContain('/console');
  expect(code).toBe(0);
  return output;
}

describe('the first run', () => {
  test('deploys with all secrets in one go, and says what to keep', async () => {
    const output = await expectSuccess([...acme(), '--campaign=1234', '--name=acme-leads']);
    const [deploy] = machine.deploys();
    expect(deploy?.secrets).toEqual({
      CONVERTR_ENTERPRISE: 'acme',
      CONVERTR_PUBLISHER_ID: '12',
      CONVERTR_USERNAME: 'publisher@example.com',
      CONVERTR_PASSWORD: PASSWORD,
      CONVERTR_ORIGIN: convertr.url,
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
    const output = await expectSuccess(acme());
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

  test('takes keys that are given, and does not show them', async () => {
    const LEAD_KEY = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64');
    const output = await expectSuccess(acme(), {
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
    await expectSuccess(acme());
    expect(readFileSync(join(machine.clone, 'wrangler.toml'), 'utf8')).toContain('binding = "FORMS"\nid = "a1b2"\n');
  });
});

describe('run again, it', () => {
  test('keeps keys and account, and sends no secret that is not changed', async () => {
    await expectSuccess(acme());
    const before = machine.cloudflare().workers;
    const output = await expectSuccess(['--wait=20'], {});
    expect(machine.deploys()[1]).toMatchObject({ args: ['deploy'], secrets: {} });
    expect(machine.cloudflare().workers).toEqual(before);
    expect(output).toContain('LEAD_KEY and ADMIN_TOKEN stayed as they were.');
  });

  test('changes the account alone', async () => {
    await expectSuccess(acme());
    await expectSuccess(acme(), { ...withPassword, LEAD_KEY: 'of another place' });
    expect(Object.keys(machine.deploys()[1]?.secrets ?? {}).filter((name) => !name.startsWith('CONVERTR_'))).toEqual(
      [],
    );
  });

  test('replaces the admin token when asked to, never the lead key', async () => {
    await expectSuccess(acme());
    await expectSuccess(['--new-admin-token', '--wait=20'], {});
    expect(Object.keys(machine.deploys()[1]?.secrets ?? {})).toEqual(['ADMIN_TOKEN']);
  });

  test('touches nothing while Cloudflare does not say what is set', async () => {
    await expectSuccess(acme());
    machine.change({ fault: 'A request to the Cloudflare API failed. Authentication error [code: 10000]' });
    const { code, output } = await machine.setup(acme(), withPassword).ended;
    expect([code, machine.deploys().length]).toEqual([1, 1]);
    expect(output).toMatch(/does not say which secrets are set[\s\S]*→ Sign in again: npx wrangler login/);
  });
});

describe('the login', () => {
  test('stops it when Convertr refuses the password', async () => {
    const { code, output } = await machine.setup(acme(), { CONVERTR_PASSWORD: 'wrong-horse' }).ended;
    expect([code, machine.deploys()]).toEqual([1, []]);
    expect(output).toMatch(/Convertr refuses this username or password\.\n→ Sign in at .* Ten wrong tries/);
    expect(output).not.toContain('wrong-horse');
    const logins = (await convertr.requests()).filter(({ path }) => path === '/api/login');
    expect(logins).toHaveLength(1);
  });

  test('asks for the code from the text message', async () => {
    const running = machine.setup([...initech(), '--password-stdin']);
    running.type('red-stapler');
    await running.said('Code from the text message');
    running.type('123456');
    const { code, output } = await running.ended;
    expect(output).toContain('the console asks for it');
    expect([code, (await convertr.state()).smsSent]).toEqual([0, 1]);
    expect(machine.deploys()[0]?.secrets).toMatchObject({ CONVERTR_PASSWORD: 'red-stapler' });
  });

  test('stops it when Convertr refuses the code', async () => {
    const running = machine.setup([...initech(), '--password-stdin']);
    running.type('red-stapler');
    running.type('000000');
    const { code, output } = await running.ended;
    expect(output).toContain('Convertr refuses this code.\n→ Run this again');
    expect([code, machine.deploys()]).toEqual([1, []]);
  });

  test('tells that the password has expired', async () => {
    await convertr.set('settings', { passwordExpired: true });
    const { code, output } = await machine.setup(acme(), withPassword).ended;
    expect(output).toContain(`The password has expired.\n→ Set a new one at ${convertr.url}`);
    expect(code).toBe(1);
  });

  test('tells that nothing answers', async () => {
    await convertr.close();
    const { code, output } = await machine.setup(acme(), withPassword).ended;
    expect(output).toMatch(/does not answer\.\n→ Check the enterprise/);
    expect(code).toBe(1);
  });
});

describe('interrupted', () => {
  test('while it deploys, it leaves no secret behind, and can be run again', async () => {
    machine.change({ hangAt: `${machine.worker.url}/deploying` });
    const running = machine.setup(acme(), withPassword);
    await machine.worker.heard('/deploying');
    expect(machine.leftovers()).toHaveLength(1);
    running.interrupt();
    const { code } = await running.ended;
    expect(code).not.toBe(0);
    expect(machine.leftovers()).toEqual([]);

    machine.change({ hangAt: '' });
    await expectSuccess(acme());
    expect(machine.cloudflare().workers.leadwire).toEqual(machine.deploys()[1]?.secrets);
  });

  test('while it waits for a code, it has changed nothing', async () => {
    const before = readFileSync(join(machine.clone, 'wrangler.toml'), 'utf8');
    const running = machine.setup([...initech(), '--password-stdin']);
    running.type('red-stapler');
    await running.said('Code from the text message');
    running.interrupt();
    expect((await running.ended).code).not.toBe(0);
    expect(machine.deploys()).toEqual([]);
    expect(readFileSync(join(machine.clone, 'wrangler.toml'), 'utf8')).toBe(before);
  });
});

describe('each failure says what to do next', () => {
  test.each<[what: string, args: string[], env: Record<string, string>, said: RegExp]>([
    ['an unknown flag', ['--password=correct-horse'], {}, /--password[\s\S]*→ npm run setup -- --help/],
    ['nothing of the account', ['--workers-dev'], {}, /→ Set --enterprise or CONVERTR_ENTERPRISE; .*CONVERTR_PASSWORD/],
    ['no domain', ['--enterprise=acme'], withPassword, /Domain of the Worker is not given\.\n→ Set --domain/],
    ['a domain that is none', ['--domain=https://leads'], {}, /A domain looks like leads\.example\.com/],
    ['two addresses', ['--domain=leads.example.com', '--workers-dev'], {}, /→ Give --domain or --workers-dev/],
    ['a name that is none', ['--name=Acme Leads'], {}, /→ Correct --name or LEADWIRE_NAME/],
    [
      'a publisher id that is none',
      ['--publisher-id=x', '--enterprise=acme', '--username=a', '--workers-dev'],
      withPassword,
      /The publisher id is a number/,
    ],
    [
      'an origin in the clear',
      ['--origin=http://convertr.example', '--publisher-id=1', '--enterprise=acme', '--username=a', '--workers-dev'],
      withPassword,
      /The origin must be https/,
    ],
    [
      'a place that is none',
      [
        '--location-hint=mars',
        '--workers-dev',
        '--skip-login',
        '--publisher-id=1',
        '--enterprise=acme',
        '--username=a',
      ],
      withPassword,
      /→ Set --location-hint .* to one of wnam/,
    ],
    ['a campaign that is no number', ['--campaign=x', '--workers-dev'], withPassword, /x is not a number/],
  ])('%s', async (_, args, env, said) => {
    const { code, output } = await machine.setup(args, env).ended;
    expect(output).toMatch(said);
    expect([code, machine.deploys()]).toEqual([1, []]);
  });

  test('nobody is signed in at Cloudflare', async () => {
    machine.change({ signedIn: false });
    const { code, output } = await machine.setup(acme(), withPassword).ended;
    expect(output).toContain('→ npx wrangler login, or set CLOUDFLARE_API_TOKEN.');
    expect(code).toBe(1);
  });

  test.each([
    ['a free plan', 'CPU limits are not supported for the Free plan. [code: 100328]', /Workers Paid plan/],
    ['a namespace of the same title', 'a namespace with this title already exists [code: 10014]', /run this again/],
    ['a domain elsewhere', 'Could not find zone for `leads.example.com`.', /must be a zone of this Cloudflare account/],
    ['anything else', 'Something broke.', /Mend that, then run this again/],
  ])('a deploy that fails: %s', async (_, deployFault, said) => {
    machine.change({ deployFault });
    const { code, output } = await machine.setup(acme(), withPassword).ended;
    expect(output).toContain(deployFault);
    expect(output.split('→')[1]).toMatch(said);
    expect([code, machine.leftovers()]).toEqual([1, []]);
  });

  test('a Worker that does not answer', async () => {
    machine.worker.answer(404, 'There is nothing here yet.');
    const { code, output } = await machine.setup([...acme(), '--wait=1'], withPassword).ended;
    expect(output).toMatch(/does not answer yet\.\n→ A new domain can take a quarter of an hour/);
    expect(code).toBe(1);
  });

  test('a Worker that says what is wrong', async () => {
    const detail = 'CONVERTR_ACCOUNTS and CONVERTR_ENTERPRISE both set acme: remove one of the two.';
    machine.worker.answer(503, { type: 'urn:leadwire:problem:misconfigured', detail });
    const { code, output } = await machine.setup([...acme(), '--wait=1'], withPassword).ended;
    expect(output).toContain(`It is deployed, but: ${detail}`);
    expect(code).toBe(1);
  });
});

test('--help lists every flag', async () => {
  const { code, output } = await machine.setup(['--help']).ended;
  expect(output).toContain('--location-hint');
  expect(code).toBe(0);
});

describe('--dry-run', () => {
  const SLOW = { timeout: 120_000 };

  test('builds, tries the login, ends with wrangler’s own --dry-run, and changes nothing anywhere', SLOW, async () => {
    const real = await startMachine({ realWrangler: true });
    const before = snapshot(real.clone);
    const args = [...acme().filter((arg) => arg !== '--workers-dev'), '--domain=leads.example.com', '--dry-run'];
    const { code, output } = await real.setup(args, withPassword).ended;
    expect(output).toMatch(
      /wrangler deploy --dry-run[\s\S]*env\.LEAD_KEY \("\(hidden\)"\)[\s\S]*--dry-run: exiting now\./,
    );
    expect(output).toContain('Nothing was changed. It would set CONVERTR_ENTERPRISE');
    expect(output).not.toContain(PASSWORD);
    expect(snapshot(real.clone)).toEqual(before);
    expect([code, real.leftovers(), await convertr.leads()]).toEqual([0, [], []]);
  });

  test('asks Cloudflare nothing, and goes on where nothing is given', async () => {
    const { code, output } = await machine.setup(['--dry-run']).ended;
    expect(output).toContain('No account is given, so no login is tried.');
    expect(machine.calls().map(({ args }) => args[0])).toEqual(['deploy']);
    expect(machine.calls()[0]?.args.at(-1)).toBe('--dry-run');
    expect([code, machine.leftovers()]).toEqual([0, []]);
  });
});

/** Every file with its size and its time of change. */
function snapshot(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const { size, mtimeMs } = statSync(path);
    return `${path} ${size} ${entry.isFile() ? mtimeMs : ''}`;
  });
}

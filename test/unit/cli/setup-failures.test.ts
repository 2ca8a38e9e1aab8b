/** `npm run setup` in a fresh clone, against the simulator of Convertr and a stub of wrangler. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Machine, startMachine, withPassword } from '../../support/setup-machine.ts';

let machine: Machine;
beforeEach(async () => {
  machine = await startMachine();
});

describe('each failure says what to do next', () => {
  test.each([
    ['an unknown flag', '--password=correct-horse', /--password[\s\S]*→ npm run setup -- --help/],
    ['a campaign that is no number', '--campaign=x', /x is not a number\.\n→ Correct --campaign/],
  ])('%s', async (_, arg, said) => {
    const { code, output } = await machine.setup([...machine.acme, arg], withPassword).ended;
    expect(output).toMatch(said);
    expect([code, machine.deploys()]).toEqual([1, []]);
  });

  test('nobody is signed in to Cloudflare', async () => {
    machine.change({ signedIn: false });
    const { code, output } = await machine.setup(machine.acme, withPassword).ended;
    expect(output).toContain('→ npx wrangler login, or set CLOUDFLARE_API_TOKEN.');
    expect(code).toBe(1);
  });

  test.each([
    ['a free plan', 'CPU limits are not supported for the Free plan. [code: 100328]', /Workers Paid plan/],
    ['a namespace of the same title', 'a namespace with this title already exists [code: 10014]', /run this again/],
    ['a domain elsewhere', 'Could not find zone for `leads.example.com`.', /must be a zone of this Cloudflare account/],
    ['anything else', 'Something broke.', /Fix that, then run this again/],
  ])('a deploy that fails: %s', async (_, deployFault, said) => {
    machine.change({ deployFault });
    const { code, output } = await machine.setup(machine.acme, withPassword).ended;
    expect(output).toContain(deployFault);
    expect(output.split('→')[1]).toMatch(said);
    expect([code, machine.leftovers()]).toEqual([1, []]);
  });

  test('a Worker that does not answer', async () => {
    machine.worker.answer(404, 'There is nothing here yet.');
    const { code, output } = await machine.setup([...machine.acme, '--wait=1'], withPassword).ended;
    expect(output).toMatch(/does not answer yet\.\n→ A new domain can take 15 minutes/);
    expect(code).toBe(1);
  });

  test('a Worker that reports what is wrong', async () => {
    const detail = 'CONVERTR_ACCOUNTS and CONVERTR_ENTERPRISE both set acme: remove one of the two.';
    machine.worker.answer(503, { type: 'urn:leadwire:problem:misconfigured', detail });
    const { code, output } = await machine.setup([...machine.acme, '--wait=1'], withPassword).ended;
    expect(output).toContain(`It is deployed, but: ${detail}`);
    expect(code).toBe(1);
  });
});

test('--help lists every flag', async () => {
  const { code, output } = await machine.setup(['--help']).ended;
  expect(output).toContain('--location-hint');
  expect(code).toBe(0);
});

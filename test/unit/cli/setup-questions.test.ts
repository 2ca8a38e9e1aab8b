/** What `npm run setup` does with the domain, and with answers that are missing or wrong. */
import { describe, expect, test } from 'vitest';
import { type Answers, OK, script, startSetup } from '../../support/setup-run.ts';

const ACCOUNT = ['--enterprise=acme', '--publisher-id=12', '--username=publisher@example.com', '--password-stdin'];
const ARGS = [...ACCOUNT, '--domain=leads.example.com', '--jurisdiction=eu'];

describe('the domain', () => {
  test('is written down, waited for, and shown with a rule to paste', async () => {
    const { ask, said } = script();
    const run = await startSetup(ask, ARGS, { answers: [undefined, undefined, OK] });
    await run.done;
    expect(run.asked()).toBe(3);
    expect(run.toml()).toContain('routes = [{ pattern = "leads.example.com", custom_domain = true }]');
    expect(said()).toContain('Console  https://leads.example.com/console');
    expect(said()).toContain('(http.host eq "leads.example.com" and starts_with(http.request.uri.path, "/v1/"))');
    expect(run.deployed[0]).toMatchObject({ CONVERTR_ENTERPRISE: 'acme', CONVERTR_JURISDICTION: 'eu' });
  });

  test.each<[what: string, answers: Answers, args: string[], isTaken: boolean]>([
    ['a web site', [{ title: 'Our site' }], [], false],
    ['something that no one can reach', [undefined], [], false],
    ['a Worker of this kind', [OK], [], true],
    ['a Worker of this kind that has a fault', [{ type: 'urn:leadwire:problem:misconfigured' }, OK], [], true],
    ['a web site that is to go', [{ title: 'Our site' }, OK], ['--replace-dns'], true],
  ])('replaces an existing site only on request: %s', async (_, answers, args, isTaken) => {
    const run = await startSetup(script().ask, [...ARGS, ...args], { answers, resolves: true });
    if (isTaken) await run.done;
    else await expect(run.done).rejects.toThrow('Another site already uses leads.example.com.');
    expect(run.deployed).toHaveLength(isTaken ? 1 : 0);
  });

  test('may answer with the fault of the version before for a moment', async () => {
    const old = { type: 'urn:leadwire:problem:misconfigured', detail: 'LEAD_KEY is missing.' };
    await (await startSetup(script().ask, ARGS, { answers: [old, old, OK] })).done;
    const stuck = await startSetup(script().ask, ARGS, { answers: [old] });
    await expect(stuck.done).rejects.toThrow('It is deployed, but: LEAD_KEY is missing.');
  });
});

describe('an answer that is missing or wrong stops it before anything is deployed', () => {
  const bare = ['--workers-dev', '--skip-login'];
  test.each<[what: string, args: string[], said: RegExp, next: RegExp]>([
    ['nothing of the account', bare, /not complete/, /--enterprise or CONVERTR_ENTERPRISE; .*CONVERTR_PASSWORD/],
    ['no domain', ACCOUNT, /Domain of the Worker is not given/, /Set --domain or LEADWIRE_DOMAIN, or --workers-dev/],
    [
      'an address for a domain',
      ['--domain=https://leads.example.com'],
      /looks like leads\.example\.com/,
      /Correct --domain/,
    ],
    ['two addresses', ['--domain=leads.example.com', '--workers-dev'], /Both/, /not both/],
    ['a name with spaces', ['--name=Acme Leads'], /lower-case letters/, /Correct --name or LEADWIRE_NAME/],
    [
      'an enterprise that is none',
      [...bare, ...ACCOUNT, '--enterprise=a/b'],
      /before \.cvtr\.io/,
      /Correct --enterprise/,
    ],
    ['a word for a publisher id', [...bare, ...ACCOUNT, '--publisher-id=x'], /is a number/, /Correct --publisher-id/],
    ['an origin in the clear', [...bare, ...ACCOUNT, '--origin=http://convertr.example'], /must be https/, /--origin/],
    ['a region that is none', [...bare, ...ACCOUNT, '--location-hint=mars'], /mars is not known/, /one of wnam, enam/],
    ['a jurisdiction that is none', [...bare, ...ACCOUNT, '--jurisdiction=mars'], /mars is not known/, /one of eu/],
  ])('%s', async (_, args, message, next) => {
    const run = await startSetup(script().ask, args);
    await expect(run.done).rejects.toMatchObject({
      message: expect.stringMatching(message),
      next: expect.stringMatching(next),
    });
    expect(run.deployed).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askAddress, type Network, protectDomain } from './address.ts';
import { signIn } from './cloudflare/cloudflare.ts';
import { deploy, writeConfig } from './cloudflare/deploy.ts';
import { type Patience, waitForHealth } from './cloudflare/health.ts';
import { askPlacement } from './cloudflare/placement.ts';
import type { Wrangler } from './cloudflare/wrangler.ts';
import { readAddress } from './cloudflare/wrangler-config.ts';
import { SetupFault } from './fault.ts';
import { prepareKeys } from './keys.ts';
import { type Options, readNumber } from './options.ts';
import type { Asker } from './questions/asker.ts';
import { showKeys, showRehearsal, showResult } from './report.ts';
import { hasAccount, settleAccount, toSecrets } from './settle-account.ts';

export interface Tools {
  ask: Asker;
  wrangler: Wrangler;
  network: Network;
  /** Where wrangler.toml is, and everything that is built. */
  root: string;
  build: () => Promise<void>;
  patience?: Omit<Patience, 'waitMs'>;
}

/** From a clone to production. It can always be run again. */
export async function runSetup(options: Options, tools: Tools): Promise<void> {
  const { ask, wrangler, network, root } = tools;
  const isDry = options.switches['dry-run'];
  const waitMs = (readNumber(options, 'wait') ?? 300) * 1000;
  ask.title(isDry ? 'Leadwire: a dry run that changes nothing' : 'Leadwire: from a clone to production');
  if (!isDry) await signIn(ask, wrangler, options);

  const file = join(root, 'wrangler.toml');
  const before = readAddress(readFileSync(file, 'utf8'));
  const address = await askAddress(ask, options, before);
  const existing = isDry
    ? undefined
    : await ask.during('Checking which secrets are set', () => wrangler.listSecrets(address.name));
  const isSame = existing !== undefined && before.name === address.name && before.domain === address.domain;
  if (address.domain && !isSame) await protectDomain(ask, options, address.domain, network);

  const account = await settleAccount(ask, options, existing ?? [], network.fetch);
  const placement = await askPlacement(ask, options, !hasAccount(existing ?? []));
  const keys = prepareKeys(existing ?? [], options);
  const secrets = { ...toSecrets(account), ...placement, ...keys.send };

  await ask.during('Building the widget and the console', tools.build);
  if (!isDry) await showKeys(ask, keys);
  if (!(await ask.confirm(`Deploy ${address.name} to ${address.domain ?? 'workers.dev'}?`, true))) {
    throw new SetupFault('Nothing was deployed.', 'Run this again when you are ready.');
  }
  await writeConfig(file, address, wrangler, existing === undefined && !isDry);
  const { said, targets } = await ask.during('Deploying', () => deploy(wrangler, secrets, isDry));
  if (isDry) return showRehearsal(ask, said, Object.keys(secrets));

  const url = address.domain ? `https://${address.domain}` : targets.find((target) => /^https?:/.test(target));
  if (url === undefined) throw new SetupFault('The Worker has no address.', 'Run this again with --domain.');
  await waitUntilReady(tools, url, waitMs);
  showResult(ask, url, keys, address.domain);
}

async function waitUntilReady({ ask, network, patience }: Tools, url: string, waitMs: number): Promise<void> {
  const health = await ask.during(`Waiting for ${url}/healthz`, () =>
    waitForHealth(url, network.fetch, { ...patience, waitMs }),
  );
  if (health.kind === 'ok') return;
  if (health.kind === 'faulty') {
    throw new SetupFault(`It is deployed, but: ${health.detail}`, 'Fix that, then run this again.');
  }
  throw new SetupFault(
    `It is deployed, but ${url} does not answer yet.`,
    `A new domain can take 15 minutes. Check again: ${url}/healthz`,
  );
}

import { askHealth } from './cloudflare/health.ts';
import type { Address } from './cloudflare/wrangler-config.ts';
import { SetupFault } from './fault.ts';
import { describeFlag, type Options } from './options.ts';
import type { Asker } from './questions/asker.ts';

const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const HOST = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

export interface Network {
  fetch: typeof fetch;
  /** Rejects if the name does not resolve. */
  lookup: (host: string) => Promise<unknown>;
}

/** Asks for the Worker's name and domain. @param before the values in wrangler.toml. */
export async function askAddress(
  ask: Asker,
  options: Options,
  before: Address & { workersDev: boolean },
): Promise<Address> {
  const { given, switches } = options;
  const name = await ask.text({
    message: 'Name of the Worker',
    help: 'It appears in Cloudflare’s dashboard.',
    given: given.name,
    flag: describeFlag('name'),
    initial: before.name,
    check: (answer) => (NAME.test(answer) ? undefined : 'Use lower-case letters, digits and hyphens, at most 63.'),
  });
  if (switches['workers-dev'] && given.domain !== undefined) {
    throw new SetupFault('Both a domain and workers.dev are given.', 'Use --domain or --workers-dev, not both.');
  }
  const isBare = switches['workers-dev'] || (given.domain === undefined && before.workersDev && !ask.isPerson);
  if (isBare) return { name, domain: undefined };
  const domain = await ask.text({
    message: 'Domain of the Worker',
    help: 'A host of your own zone at Cloudflare, such as leads.example.com. Leave empty for a workers.dev address, to try it out.',
    given: given.domain?.toLowerCase(),
    flag: `${describeFlag('domain')}, or --workers-dev`,
    initial: before.domain ?? (ask.isPerson || switches['dry-run'] ? '' : undefined),
    check: (answer) =>
      answer === '' || HOST.test(answer.toLowerCase()) ? undefined : 'A domain looks like leads.example.com.',
  });
  if (before.domain && domain.toLowerCase() !== before.domain) {
    ask.warn(
      `${before.domain} will no longer lead to the Worker. docs/operating.md explains how to move without downtime.`,
    );
  }
  return { name, domain: domain === '' ? undefined : domain.toLowerCase() };
}

/**
 * Without a terminal, Wrangler takes over a domain without asking, so a typing error could take down a company's web
 * site.
 */
export async function protectDomain(ask: Asker, options: Options, domain: string, network: Network): Promise<void> {
  const isTaken = await network.lookup(domain).then(
    () => true,
    () => false,
  );
  if (!isTaken || (await askHealth(`https://${domain}`, network.fetch)).kind !== 'silent') return;
  const message = `Another site already uses ${domain}. Replace its DNS record with the Worker?`;
  if (await ask.confirm(message, options.switches['replace-dns'])) return;
  throw new SetupFault(
    `Another site already uses ${domain}.`,
    'Choose another host, such as leads.example.com, or pass --replace-dns.',
  );
}

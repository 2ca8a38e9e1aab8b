/** Reads and changes `wrangler.toml` as text, so that its comments stay. */
import { SetupFault } from '../fault.ts';

export interface Address {
  name: string;
  /** The Worker's own domain, or undefined for an address under workers.dev. */
  domain: string | undefined;
}

const ROUTES = /^routes\s*=\s*\[[\s\S]*?\]\s*$/m;
const CUSTOM_DOMAIN = /pattern\s*=\s*"([^"]+)"\s*,\s*custom_domain\s*=\s*true/g;
/** The format that this program writes. */
const OWN_ROUTE = /^routes\s*=\s*\[\{ pattern = "[^"]+", custom_domain = true \}\]\s*$/m;

/** @returns the name and the first domain in the file. */
export function readAddress(toml: string): Address & { workersDev: boolean } {
  const { top } = split(toml);
  return {
    name: top.match(/^name\s*=\s*"([^"]*)"/m)?.[1] ?? '',
    domain: listDomains(top)[0],
    workersDev: /^workers_dev\s*=\s*true/m.test(top),
  };
}

/** @returns the text with this name and this domain. */
export function writeAddress(toml: string, { name, domain }: Address): string {
  const { top, tables } = split(toml);
  const isForeign = ROUTES.test(top) && !OWN_ROUTE.test(top);
  let changed = setKey(setKey(top, 'name', `"${name}"`), 'workers_dev', `${domain === undefined}`);
  if (domain === undefined) changed = changed.replace(OWN_ROUTE, '').replace(/\n{3,}/g, '\n\n');
  else if (!listDomains(top).includes(domain)) {
    if (isForeign) throw new SetupFault('wrangler.toml has routes of its own.', `Add ${domain} to them by hand.`);
    changed = setKey(changed, 'routes', `[{ pattern = "${domain}", custom_domain = true }]`);
  }
  return changed + tables;
}

/** @returns the text with the ids of existing namespaces, by binding. */
export function writeNamespaces(toml: string, ids: ReadonlyMap<string, string>): string {
  let changed = toml;
  for (const [binding, id] of ids) {
    changed = changed.replace(new RegExp(`^(binding = "${binding}")$(?!\\nid = )`, 'm'), `$1\nid = "${id}"`);
  }
  return changed;
}

const listDomains = (top: string): string[] =>
  [...(top.match(ROUTES)?.[0] ?? '').matchAll(CUSTOM_DOMAIN)].map(([, domain = '']) => domain);

/** Top-level keys must precede the first table. */
function split(toml: string): { top: string; tables: string } {
  const start = toml.search(/^\[/m);
  return start < 0 ? { top: toml, tables: '' } : { top: toml.slice(0, start), tables: toml.slice(start) };
}

function setKey(top: string, key: string, value: string): string {
  const line = new RegExp(`^${key}\\s*=.*$`, 'm');
  if (line.test(top)) return top.replace(line, () => `${key} = ${value}`);
  return top.replace(/^name\s*=.*$/m, (name) => `${name}\n${key} = ${value}`);
}

/** Lists of email domains that others maintain. */
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import freeDomains from 'email-providers/all.json' with { type: 'json' };
import type { DomainList } from '../protocol/text-rules.ts';

const READERS: Record<DomainList, () => ReadonlySet<string>> = {
  free: () => new Set(freeDomains),
  disposable: disposableEmailBlocklistSet,
};
/** Each is built when it is first needed, because the Worker must start fast. */
const sets: Partial<Record<DomainList, ReadonlySet<string>>> = {};

/** @param domain in ASCII and lower case */
export function isListed(list: DomainList, domain: string): boolean {
  sets[list] ??= READERS[list]();
  return sets[list].has(domain);
}

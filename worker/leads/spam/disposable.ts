import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';

/** Built with the first address, because a start of the Worker must be quick. */
let domains: ReadonlySet<string> | undefined;

/** Whether it is a mailbox that anybody can read and nobody keeps. */
export function isDisposable(email: string): boolean {
  domains ??= disposableEmailBlocklistSet();
  return domains.has(email.split('@').at(-1)?.toLowerCase() ?? '');
}

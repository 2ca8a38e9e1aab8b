import { deriveKeys } from '../../settings/keys.ts';

export type TicketState = 'good' | 'missing' | 'forged' | 'fast' | 'stale';

/** Nobody reads and fills in a form faster. */
const MIN_AGE_MS = 2000;
/** A page left open overnight still works. */
const MAX_AGE_MS = 24 * 3_600_000;
/** The signature is cut to this length, which is enough for a signal that never decides alone. */
const SIGNATURE_BYTES = 16;

/**
 * Proves when a form's definition was issued: `{milliseconds, base 36}.{signature}`, and `.o` if it is valid for one
 * origin only.
 * @param origin of the requesting page, if known.
 */
export async function createTicket(
  leadKeys: readonly Uint8Array<ArrayBuffer>[],
  form: string,
  now: number,
  origin?: string,
): Promise<string> {
  const issued = (now - (now % ROUND_MS)).toString(36);
  const last = lastIssued.get(leadKeys) ?? new Map<string, string>();
  lastIssued.set(leadKeys, last);
  const about = toSubject(form, origin);
  const known = last.get(about);
  if (known?.startsWith(`${issued}.`)) return known;
  const [key] = await ticketKeys(leadKeys);
  const ticket = key ? `${issued}.${await sign(key, about, issued)}${origin === undefined ? '' : BOUND}` : '';
  if (last.size >= TICKETS_MAX) last.clear();
  last.set(about, ticket);
  return ticket;
}

export async function readTicket(
  leadKeys: readonly Uint8Array<ArrayBuffer>[],
  form: string,
  ticket: string | undefined,
  now: number,
  origin?: string,
): Promise<TicketState> {
  if (!ticket) return 'missing';
  const [, issued = '', signature = '', bound] = /^([0-9a-z]{6,12})\.([\w-]{22})(\.o)?$/.exec(ticket) ?? [];
  if (!issued) return 'forged';
  const about = toSubject(form, bound && (origin ?? ''));
  const keys = await ticketKeys(leadKeys);
  const expected = await Promise.all(keys.map((key) => sign(key, about, issued)));
  // A plain comparison is enough, because a ticket is not a secret. It only shows how old a page is.
  if (!expected.includes(signature)) return 'forged';
  const age = now - Number.parseInt(issued, 36);
  if (age < MIN_AGE_MS) return 'fast';
  return age > MAX_AGE_MS ? 'stale' : 'good';
}

export const isBoundTicket = (ticket: string): boolean => ticket.endsWith(BOUND);

/** Without it, a ticket for one origin could be used as one for all. */
const BOUND = '.o';
const toSubject = (form: string, origin: string | undefined): string =>
  origin === undefined ? form : `${form}\n${origin}`;

/** Times are rounded, so that visitors at about the same time share a ticket. */
const ROUND_MS = 500;
const TICKETS_MAX = 500;
const lastIssued = new WeakMap<readonly Uint8Array<ArrayBuffer>[], Map<string, string>>();

const derived = new WeakMap<readonly Uint8Array<ArrayBuffer>[], Promise<CryptoKey[]>>();

function ticketKeys(leadKeys: readonly Uint8Array<ArrayBuffer>[]): Promise<CryptoKey[]> {
  let keys = derived.get(leadKeys);
  if (!keys) {
    keys = deriveKeys(leadKeys, 'ticket');
    derived.set(leadKeys, keys);
  }
  return keys;
}

async function sign(key: CryptoKey, about: string, issued: string): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${about}\n${issued}`));
  return btoa(String.fromCharCode(...new Uint8Array(signature, 0, SIGNATURE_BYTES)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

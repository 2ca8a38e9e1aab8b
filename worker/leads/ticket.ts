import { deriveKeys } from '../settings/keys.ts';

export type TicketState = 'good' | 'missing' | 'forged' | 'fast' | 'stale';

/** Nobody reads and fills in a form faster. */
const MIN_AGE_MS = 2000;
/** A page left open overnight still works. */
const MAX_AGE_MS = 24 * 3_600_000;
/** Bytes of the signature that travel: enough for a signal that is never the only one. */
const SIGNATURE_BYTES = 16;

/** Says that a definition of this form was handed out at this time: `{milliseconds, base 36}.{signature}`. */
export async function createTicket(leadKeys: readonly Uint8Array[], form: string, now: number): Promise<string> {
  const [key] = await ticketKeys(leadKeys);
  const issued = now.toString(36);
  return key ? `${issued}.${await sign(key, form, issued)}` : '';
}

export async function readTicket(
  leadKeys: readonly Uint8Array[],
  form: string,
  ticket: string | undefined,
  now: number,
): Promise<TicketState> {
  if (!ticket) return 'missing';
  const [, issued = '', signature = ''] = /^([0-9a-z]{6,12})\.([\w-]{22})$/.exec(ticket) ?? [];
  if (!issued) return 'forged';
  const keys = await ticketKeys(leadKeys);
  const expected = await Promise.all(keys.map((key) => sign(key, form, issued)));
  // A ticket is no secret worth a timing attack: it only tells how old a page is.
  if (!expected.includes(signature)) return 'forged';
  const age = now - Number.parseInt(issued, 36);
  if (age < MIN_AGE_MS) return 'fast';
  return age > MAX_AGE_MS ? 'stale' : 'good';
}

const derived = new WeakMap<readonly Uint8Array[], Promise<CryptoKey[]>>();

function ticketKeys(leadKeys: readonly Uint8Array[]): Promise<CryptoKey[]> {
  let keys = derived.get(leadKeys);
  if (!keys) {
    keys = deriveKeys(leadKeys, 'ticket');
    derived.set(leadKeys, keys);
  }
  return keys;
}

async function sign(key: CryptoKey, form: string, issued: string): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${form}\n${issued}`));
  return btoa(String.fromCharCode(...new Uint8Array(signature, 0, SIGNATURE_BYTES)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

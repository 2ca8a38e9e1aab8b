import { LOOPBACK_HOST } from '../convertr/origin.ts';

/** The events that a receiver can choose. `lead.verdict`: each change of Convertr's decision. */
export const WEBHOOK_EVENTS = ['lead.stored', 'lead.delivered', 'lead.refused', 'lead.held', 'lead.verdict'] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** One receiver, as a form's configuration names it. */
export interface WebhookTarget {
  url: string;
  /** All, when left out. */
  events?: WebhookEvent[] | undefined;
  /** True: with the visitor's answers and Convertr's own words, which may be personal. */
  answers?: boolean | undefined;
}

/** Names that no public host has. An address in place of a name may belong to a private network. */
const PRIVATE_NAME =
  /^[^.]*$|^[\d.]+$|^\[|\.(localhost|localdomain|local|internal|intranet|private|corp|home|home\.arpa|lan|test|invalid)$/;
/** A dot at the end names the same host. */
const hasPrivateName = ({ hostname }: URL): boolean => PRIVATE_NAME.test(hostname.replace(/\.+$/, ''));

export const isLoopback = (url: string): boolean => LOOPBACK_HOST.test(URL.parse(url)?.hostname ?? '');

/**
 * `https://` on a public host name. A Worker that runs on loopback itself may send to `http://` on loopback too, so that
 * everybody can try webhooks locally.
 */
export function isWebhookUrl(text: string, workerUrl: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username || url.password) return false;
  if (url.protocol === 'http:') return isLoopback(text) && isLoopback(workerUrl);
  return url.protocol === 'https:' && !hasPrivateName(url);
}

/** The targets that a Worker at `workerUrl` may send to. A configuration may have been written to KV by hand. */
export const usableTargets = (targets: WebhookTarget[] = [], workerUrl: string): WebhookTarget[] =>
  targets.filter(({ url }) => isWebhookUrl(url, workerUrl));

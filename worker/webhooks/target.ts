import { LOOPBACK_HOST } from '../convertr/origin.ts';

/** The events that a receiver can choose. `lead.verdict`: each change of Convertr's decision. */
export const WEBHOOK_EVENTS = ['lead.stored', 'lead.delivered', 'lead.refused', 'lead.held', 'lead.verdict'] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** One receiver from a form's configuration. */
export interface WebhookTarget {
  url: string;
  /** Default: all. */
  events?: WebhookEvent[] | undefined;
  /** Includes the visitor's answers and Convertr's own words, which may be personal data. */
  answers?: boolean | undefined;
}

/** Names that no public host has. An IP address may belong to a private network. */
const PRIVATE_NAME =
  /^[^.]*$|^[\d.]+$|^\[|\.(localhost|localdomain|local|internal|intranet|private|corp|home|home\.arpa|lan|test|invalid)$/;
/** A trailing dot names the same host. */
const hasPrivateName = ({ hostname }: URL): boolean => PRIVATE_NAME.test(hostname.replace(/\.+$/, ''));

export const isLoopback = (url: string): boolean => LOOPBACK_HOST.test(URL.parse(url)?.hostname ?? '');

/**
 * `https://` on a public host name. A Worker on loopback may also send to `http://` on loopback, so that webhooks can
 * be tried locally.
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

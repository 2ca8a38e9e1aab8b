/** Messages by Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */

/** A request as the receiver gets it. */
export interface WebhookMessage {
  url: string;
  headers: Record<string, string>;
  body: string;
}

interface Content {
  /** The same for all attempts. */
  id: string;
  /** The time of this attempt, because receivers refuse old ones. Milliseconds since 1970. */
  sentAt: number;
  type: string;
  /** When the event happened. Milliseconds since 1970. */
  happenedAt: number;
  data: Record<string, unknown>;
}

/** @param secret the key's bytes, without `whsec_`. */
export async function createMessage(
  url: string,
  secret: Uint8Array<ArrayBuffer>,
  { id, sentAt, type, happenedAt, data }: Content,
): Promise<WebhookMessage> {
  const body = JSON.stringify({ type, timestamp: new Date(happenedAt).toISOString(), data });
  const timestamp = String(Math.floor(sentAt / 1000));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${id}.${timestamp}.${body}`));
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Leadwire',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${btoa(String.fromCharCode(...new Uint8Array(signature)))}`,
  };
  return { url, headers, body };
}

import { WorkerEntrypoint } from 'cloudflare:workers';
import type { WebhookMessage } from './message.ts';

const TIMEOUT_MS = 10_000;

/** What came of one try. */
export interface WebhookOutcome {
  /** The receiver's HTTP status. Null: no answer. */
  status: number | null;
  durationMs: number;
}

/** Sends one message. No redirect is followed: it could lead to where the address itself may not. */
export async function sendWebhook({ url, headers, body }: WebhookMessage): Promise<WebhookOutcome> {
  const started = Date.now();
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: controller.signal,
    });
    // What the receiver says beside its status is of no use, however long it is.
    void response.body?.cancel().catch(() => undefined);
    return { status: response.status, durationMs: Date.now() - started };
  } catch {
    return { status: null, durationMs: Date.now() - started };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends from a request of its own. An account's object has six connections at once for everything that it does: a slow
 * receiver must not take one from a lead or from another receiver.
 */
export class WebhookSender extends WorkerEntrypoint {
  async send(message: WebhookMessage): Promise<WebhookOutcome> {
    return sendWebhook(message);
  }
}

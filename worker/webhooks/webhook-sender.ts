import { WorkerEntrypoint } from 'cloudflare:workers';
import type { WebhookMessage } from './message.ts';

const TIMEOUT_MS = 10_000;

/** The result of one attempt. */
export interface WebhookOutcome {
  /** The receiver's HTTP status. Null: no answer. */
  status: number | null;
  durationMs: number;
}

/** Sends one message. Redirects are not followed, because they could lead to forbidden addresses. */
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
    // The receiver's body is not needed, and may be of any length.
    void response.body?.cancel().catch(() => undefined);
    return { status: response.status, durationMs: Date.now() - started };
  } catch {
    return { status: null, durationMs: Date.now() - started };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends from a separate request. An account's object has six connections for everything that it does, and a slow
 * receiver must not take one from a lead or another receiver.
 */
export class WebhookSender extends WorkerEntrypoint {
  async send(message: WebhookMessage): Promise<WebhookOutcome> {
    return sendWebhook(message);
  }
}

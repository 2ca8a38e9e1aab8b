const TIMEOUT_MS = 10_000;

/** Sends a person one sentence, in the format of Slack's webhooks. @returns false if it did not arrive. */
export async function sendAlert(webhook: string, text: string): Promise<boolean> {
  // Not `AbortSignal.timeout`, which would keep an object awake until it is over.
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(webhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
      redirect: 'manual',
      signal: controller.signal,
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

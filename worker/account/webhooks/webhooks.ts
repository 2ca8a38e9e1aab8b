import { pickClickIds } from '../../forms/attribution/click-ids.ts';
import { createMessage } from '../../webhooks/message.ts';
import type { WebhookOutcome, WebhookSender } from '../../webhooks/webhook-sender.ts';
import { backoff, DAY, HOUR, type Ladder, MINUTE, SECOND } from '../backoff.ts';
import type { AccountContext } from '../context.ts';
import { toLeadVisit } from '../store/lead-visit.ts';
import type { WebhookRow } from '../store/webhook-outbox.ts';

const LADDER: Ladder = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR];
const GIVE_UP_MS = 3 * DAY;
/** An object that dies while it sends tries again after this time. An attempt takes ten seconds at most. */
const LEASE_MS = 30 * SECOND;

/** Sends webhooks. Each receiver gets one message at a time, so that none delays another. */
export class Webhooks {
  readonly #context: AccountContext;
  readonly #sender: Pick<WebhookSender, 'send'>;
  readonly #onSettled: () => void;
  readonly #busy = new Set<string>();

  constructor(context: AccountContext, sender: Pick<WebhookSender, 'send'>, onSettled: () => void) {
    this.#context = context;
    this.#sender = sender;
    this.#onSettled = onSettled;
  }

  /** Starts the messages that are due. */
  run(now: number): void {
    const { outbox } = this.#context;
    for (const url of outbox.waitingUrls()) {
      if (this.#busy.has(url) || !outbox.nextFor(url, now)) continue;
      this.#busy.add(url);
      void this.#sendAll(url).finally(() => {
        this.#busy.delete(url);
        this.#onSettled();
      });
    }
  }

  nextAt(): number {
    return this.#context.outbox.nextAt();
  }

  async #sendAll(url: string): Promise<void> {
    const { outbox } = this.#context;
    for (;;) {
      const now = Date.now();
      const row = outbox.nextFor(url, now);
      if (!row) return;
      outbox.postpone(row, now + LEASE_MS);
      const outcome = await this.#send(row);
      this.#settle(row, outcome);
      // The receiver is failing, and further messages would make it worse.
      if (!hasArrived(outcome)) return;
    }
  }

  async #send(row: WebhookRow): Promise<WebhookOutcome> {
    const { settings } = this.#context;
    const nothing = { status: null, durationMs: 0 };
    if (!settings.webhookSecret) return nothing;
    try {
      const content = {
        id: row.message,
        sentAt: Date.now(),
        type: row.type,
        happenedAt: row.at,
        data: await this.#readData(row),
      };
      return await this.#sender.send(await createMessage(row.url, settings.webhookSecret, content));
    } catch {
      return nothing;
    }
  }

  /** Encrypted data is decrypted only now, so that erased data is never sent. */
  async #readData(row: WebhookRow): Promise<Record<string, unknown>> {
    const { enterprise, leads, sealedAnswers, sources } = this.#context;
    const { form, ...rest } = JSON.parse(row.data) as Record<string, unknown>;
    const data = { form, enterprise, ...rest };
    const lead = leads.get(row.lead);
    if (!lead) return data;
    const personal = await sealedAnswers.open(lead);
    const visit = toLeadVisit(lead, personal, sources);
    const told = { ...data, clickIds: pickClickIds(visit), value: visit.value };
    if (!row.with_answers) return told;
    const reasons = await sealedAnswers.openReasons(lead);
    return { ...told, reasons: reasons.length > 0 ? reasons : undefined, answers: personal?.answers };
  }

  #settle(row: WebhookRow, outcome: WebhookOutcome): void {
    const now = Date.now();
    const next = now + backoff(row.tries + 1, Math.random(), LADDER);
    const due = next - row.at > GIVE_UP_MS ? null : next;
    const { status, durationMs } = outcome;
    this.#context.outbox.settle(row, { at: now, status, duration_ms: durationMs }, hasArrived(outcome), due);
  }
}

const hasArrived = ({ status }: WebhookOutcome): boolean => status !== null && status >= 200 && status < 300;

import { type Answer, readAnswer } from './answer.ts';
import { toFieldsOutcome, toLinksOutcome } from './campaign.ts';
import { toLeadOutcome } from './lead.ts';
import { toLoginOutcome } from './login.ts';
import type {
  FieldsOutcome,
  LeadOutcome,
  LinksOutcome,
  LoginOutcome,
  ResultOutcome,
  UpstreamFailure,
} from './outcome.ts';
import { toResultOutcome } from './result.ts';

/** An answer that takes longer is as good as lost. */
const TIMEOUT_MS = 20_000;

export interface ConvertrOptions {
  fetch: typeof fetch;
  /** `https://{enterprise}.cvtr.io`, from `parseOrigin`. */
  origin: string;
  publisherId: number;
  /** Per call, body included. */
  timeoutMs?: number;
  /** Lets a call, body included, begin when it may. Its time-out runs from then on. */
  queue?: <T>(call: () => Promise<T>) => Promise<T>;
}

/** One call each. Nothing throws: whatever happens comes back as an outcome. */
export interface Convertr {
  /** With `mfaToken` and `mfaCode`, the second step. Each call without them may send an SMS. */
  login(user: { username: string; password: string; mfaToken?: string; mfaCode?: string }): Promise<LoginOutcome>;
  fields(token: string, campaignId: number): Promise<FieldsOutcome>;
  links(token: string, campaignId: number): Promise<LinksOutcome>;
  /** `answers` go out in their own order, under their own names, a list's name once per item. */
  sendLead(
    token: string,
    lead: {
      formId: number;
      campaignId: number;
      linkId?: number | undefined;
      answers: Record<string, string | string[]>;
    },
  ): Promise<LeadOutcome>;
  leadResult(token: string, leadId: number): Promise<ResultOutcome>;
}

/** The Publisher API 2.4 (lead-result: 2.1) at one enterprise. */
export function createConvertr(options: ConvertrOptions): Convertr {
  const { fetch, origin, publisherId, timeoutMs = TIMEOUT_MS, queue = (call) => call() } = options;

  async function call(path: string, init: RequestInit): Promise<Answer | UpstreamFailure> {
    const url = new URL(path, origin);
    // The path is ours, but a wrong one must not take the credentials elsewhere.
    if (url.origin !== origin) return { kind: 'unknown', cause: new Error('The call would have left its host.') };
    return queue(async () => {
      // Not `AbortSignal.timeout`: each call would keep the object awake to its end, and the platform counts timers.
      const controller = new AbortController();
      const timer = setTimeout(
        () => controller.abort(new DOMException('It took too long.', 'TimeoutError')),
        timeoutMs,
      );
      try {
        // A followed redirect would turn the POST into a GET that answers 200.
        const response = await fetch(url.href, { ...init, redirect: 'manual', signal: controller.signal });
        return await readAnswer(response);
      } catch (cause) {
        return { kind: 'unknown', cause };
      } finally {
        clearTimeout(timer);
      }
    });
  }

  const get = (path: string, token: string) => call(path, { headers: { Authorization: `Bearer ${token}` } });
  const post = (path: string, body: URLSearchParams, token?: string) =>
    call(path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: body.toString(),
    });

  return {
    async login({ username, password, mfaToken, mfaCode }) {
      const body = new URLSearchParams({ username, password });
      if (mfaToken && mfaCode) {
        body.set('mfa_token', mfaToken);
        body.set('mfa_code', mfaCode);
      }
      const answer = await post('/api/login', body);
      return answer.kind === 'answer' ? toLoginOutcome(answer) : answer;
    },
    async fields(token, campaignId) {
      const answer = await get(`/api/v2.4/publisher/fields/${campaignId}`, token);
      return answer.kind === 'answer' ? toFieldsOutcome(answer) : answer;
    },
    async links(token, campaignId) {
      const answer = await get(`/api/v2.4/publisher/links/${campaignId}`, token);
      return answer.kind === 'answer' ? toLinksOutcome(answer) : answer;
    },
    async sendLead(token, { formId, campaignId, linkId, answers }) {
      const path = `/api/v2.4/publisher/${publisherId}/forms/${formId}/campaign/${campaignId}/leads`;
      const query = linkId === undefined ? '' : `?linkId=${linkId}`;
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(answers)) {
        for (const item of [value].flat()) body.append(name, item);
      }
      const answer = await post(path + query, body, token);
      return answer.kind === 'answer' ? toLeadOutcome(answer) : answer;
    },
    async leadResult(token, leadId) {
      const answer = await get(`/api/v2.1/publisher/${publisherId}/lead-result/${leadId}`, token);
      return answer.kind === 'answer' ? toResultOutcome(answer) : answer;
    },
  };
}

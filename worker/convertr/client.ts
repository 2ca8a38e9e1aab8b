import { type Answer, isFirewallPage, readAnswer } from './answer.ts';
import { toFieldsOutcome, toLinksOutcome } from './campaign.ts';
import { toLeadFailure, toLeadOutcome } from './lead.ts';
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

const TIMEOUT_MS = 20_000;

export interface ConvertrOptions {
  fetch: typeof fetch;
  /** `https://{enterprise}.cvtr.io`, from `parseOrigin`. */
  origin: string;
  publisherId: number;
  /** Per call, body included. */
  timeoutMs?: number | undefined;
  /** Delays a call until it may start. The timeout counts from then. */
  queue?: <T>(call: () => Promise<T>) => Promise<T>;
}

/** Each method makes one call. None throws: every failure is an outcome. */
export interface Convertr {
  /** A call with `mfaToken` and `mfaCode` is the second step. Each call without them may send an SMS. */
  login(user: { username: string; password: string; mfaToken?: string; mfaCode?: string }): Promise<LoginOutcome>;
  fields(token: string, campaignId: number): Promise<FieldsOutcome>;
  links(token: string, campaignId: number): Promise<LinksOutcome>;
  /** Sends `answers` in their order. A list's name is repeated for each item. */
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
    // Credentials must not leave the host, even if a path is built wrongly.
    if (url.origin !== origin) return { kind: 'unknown', cause: new Error('The call would have left its host.') };
    return queue(async () => {
      // `AbortSignal.timeout` cannot be cancelled: it would keep the Durable Object awake to its end.
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(new DOMException('It timed out.', 'TimeoutError')), timeoutMs);
      try {
        // A followed redirect would turn the POST into a GET that answers 200.
        const response = await fetch(url.href, {
          ...init,
          redirect: 'manual',
          // The platform's cache must not answer in Convertr's place.
          cache: 'no-store',
          signal: controller.signal,
        });
        return await readAnswer(response);
      } catch (cause) {
        return { kind: 'unknown', cause };
      } finally {
        clearTimeout(timer);
      }
    });
  }

  const authorize = (token: string | undefined): Record<string, string> =>
    token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const callApi = async (path: string, init: RequestInit): Promise<Answer | UpstreamFailure> => {
    const answer = await call(path, init);
    return answer.kind === 'answer' && isFirewallPage(answer) ? { kind: 'unavailable', status: answer.status } : answer;
  };
  const get = (path: string, token: string) => callApi(path, { headers: authorize(token) });
  const toPost = (body: URLSearchParams, token?: string): RequestInit => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...authorize(token) },
    body: body.toString(),
  });

  return {
    async login({ username, password, mfaToken, mfaCode }) {
      const body = new URLSearchParams({ username, password });
      if (mfaToken && mfaCode) {
        body.set('mfa_token', mfaToken);
        body.set('mfa_code', mfaCode);
      }
      // A page counts as a refusal here: to try again would bring the account closer to being locked.
      const answer = await call('/api/login', toPost(body));
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
      const answer = await callApi(path + query, toPost(body, token));
      return answer.kind === 'answer' ? toLeadOutcome(answer) : toLeadFailure(answer);
    },
    async leadResult(token, leadId) {
      const answer = await get(`/api/v2.1/publisher/${publisherId}/lead-result/${leadId}`, token);
      return answer.kind === 'answer' ? toResultOutcome(answer) : answer;
    },
  };
}

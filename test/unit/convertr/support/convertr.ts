/** A Convertr that gives the same answer to every call. */
import { createConvertr } from '../../../../worker/convertr/client.ts';

export const ORIGIN = 'https://acme.cvtr.io';
export const LEAD = { formId: 23, campaignId: 1234, linkId: 25, answers: { 'form[email]': 'a@b.co' } };
export const HTML = '<html><body><h1>502 Bad Gateway</h1></body></html>';
export const MFA = {
  error: 'Mfa Required',
  error_description: 'Multifactor authentication required',
  mfa_token: 'm-1',
};

interface Call extends RequestInit {
  url: string;
}

/** A client whose upstream always gives this answer, and the calls that it got. */
export function fakeConvertr(answer: () => Response | Promise<Response>, timeoutMs?: number) {
  const calls: Call[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    calls.push({ ...init, url });
    return answer();
  }) as typeof globalThis.fetch;
  const client = createConvertr({ fetch, origin: ORIGIN, publisherId: 12, timeoutMs });
  return { client, calls };
}

/** Answers with a status and a body. A body that is no text is sent as JSON. */
export function answering(status: number, body: unknown = null, headers: Record<string, string> = {}) {
  const text = body === null || typeof body === 'string' ? body : JSON.stringify(body);
  return fakeConvertr(() => new Response(text, { status, headers }));
}

/** What is answered, and what it means. */
export type Row = [what: string, status: number, body: unknown, outcome: object];

export const sendLead = (status: number, body?: unknown, headers?: Record<string, string>) =>
  answering(status, body, headers).client.sendLead('t', LEAD);
export const tree = (errors: unknown) => ({ code: 400, message: 'Validation Failed', errors });
export const refusal = (more: object) => ({
  kind: 'refused',
  refusal: { extraFields: false, form: [], fields: {}, ...more },
});

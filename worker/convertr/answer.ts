import type { UpstreamFailure } from './outcome.ts';

/** An answer whose meaning depends on the call. */
export interface Answer {
  kind: 'answer';
  status: number;
  text: string;
  /** The body as JSON; undefined when it is no JSON. */
  json: unknown;
}

/** Far more than Convertr has been seen to answer. */
const BODY_MAX_BYTES = 1_000_000;

/** Far more than a token needs. It is kept in storage. */
const MFA_TOKEN_MAX = 8000;

/** A gateway answers with these when it did not pass the request on. */
const NOT_REACHED: readonly number[] = [503, 521, 523, 525, 526, 530];

/**
 * Reads the parts of a response that mean the same for all calls.
 * @throws if the body cannot be read to its end.
 */
export async function readAnswer(response: Response): Promise<Answer | UpstreamFailure> {
  const { status } = response;
  // A refusal is certain without the rest of its body. The end of a success may contain the lead's id.
  const text = await readText(response, { mayCut: status >= 400 });
  const json = parseJson(text);
  const mfaToken = readMfaToken(json);
  if (mfaToken !== undefined) return { kind: 'mfa_required', mfaToken };
  if (saysPasswordExpired(json)) return { kind: 'password_expired' };
  if (status === 401) return { kind: 'unauthorized' };
  if (status === 429) {
    const retryAfterMs = parseRetryAfter(response.headers.get('Retry-After'), Date.now());
    return { kind: 'rate_limited', retryAfterMs };
  }
  // https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
  if (response.headers.has('cf-mitigated')) return { kind: 'unavailable', status };
  if (NOT_REACHED.includes(status)) return { kind: 'unavailable', status };
  if (status >= 500) return { kind: 'unknown', status };
  // A browser-like fetch shows a redirect that it may not follow as status 0.
  if (status < 200 || (status >= 300 && status < 400)) return { kind: 'unexpected', status };
  return { kind: 'answer', status, text, json };
}

/** A firewall in front of Convertr refuses with a page. Convertr's API answers with JSON. */
export const isFirewallPage = ({ status, text }: Answer): boolean => status === 403 && text.trimStart().startsWith('<');

async function readText(response: Response, { mayCut }: { mayCut: boolean }): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (bytes > BODY_MAX_BYTES && mayCut) break;
    if (bytes > BODY_MAX_BYTES) throw new Error('The answer is too long.');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The status of this answer is not documented, so the body decides. */
function readMfaToken(json: unknown): string | undefined {
  if (!isRecord(json) || json.error !== 'Mfa Required') return undefined;
  const { mfa_token: token } = json;
  return typeof token === 'string' && token.length <= MFA_TOKEN_MAX ? token : '';
}

/** The status of this answer is not documented either. */
const saysPasswordExpired = (json: unknown): boolean =>
  isRecord(json) && typeof json.detail === 'string' && /^password (has )?expired/i.test(json.detail.trim());

/** @returns milliseconds from `now`; undefined when the header is missing or cannot be read (RFC 9110, 10.2.3). */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  // `Date.parse` would find a date in "-5" and "1.5".
  if (!/^[a-z]{3,9},? /i.test(header.trim())) return undefined;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

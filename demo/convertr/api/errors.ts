import type { Context } from 'hono';
import type { Settings } from '../state/settings.ts';

/** Exactly as in the vendor's documentation [doc]. */
export const notFound = (c: Context) => c.json({ code: 404, message: 'Not Found' }, 404);
export const linkNotFound = (c: Context) => c.json({ code: 404, message: 'Campaign Link not found' }, 404);

export const invalidGrant = (description: string) => ({ error: 'invalid_grant', error_description: description });

/** Two bodies of a 401 are documented [doc]. Integrators have seen a third for both [seen]. */
export function tokenRefused(reason: 'invalid' | 'expired', { unauthorizedBody }: Settings): Response {
  const text = reason === 'expired' ? 'has expired.' : 'is invalid.';
  return unauthorizedBody === 'access_denied'
    ? toJson(401, { code: 401, message: 'Access denied.' })
    : toJson(401, invalidGrant(`The access token provided ${text}`));
}

/** FOSOAuthServer's answer to the token of a user who may no longer log in [inferred]. */
export const userDisabled = () =>
  toJson(401, { error: 'access_denied', error_description: 'User account is disabled.' });

/** Every call except the login answers this [doc]. Its status is [open]. */
export const passwordExpired = ({ expiredPasswordStatus }: Settings) =>
  toJson(expiredPasswordStatus, toProblem('Password expired'));

/** The words are documented under `message` [doc] and, by the webhook's page, under `error` with a text as code [doc]. */
export function campaignRefused(words: string, { campaignRefusalKey, campaignRefusalCode }: Settings): Response {
  if (campaignRefusalKey === 'detail') return toJson(403, toProblem(words));
  return toJson(403, { code: campaignRefusalCode === 'string' ? '403' : 403, [campaignRefusalKey]: words });
}

/** Symfony's own error document [doc]. */
const toProblem = (detail: string) => ({
  type: 'https://tools.ietf.org/html/rfc2616#section-10',
  title: 'An error occurred',
  detail,
});

/** `Response.json` throws on a body with 204, 205 or 304, which a setting may ask for. */
function toJson(status: number, body: unknown): Response {
  return [204, 205, 304].includes(status) ? new Response(null, { status }) : Response.json(body, { status });
}

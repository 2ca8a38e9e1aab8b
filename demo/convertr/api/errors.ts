import type { Context } from 'hono';

/** To the letter of the vendor's documentation [doc]. */
export const notFound = (c: Context) => c.json({ code: 404, message: 'Not Found' }, 404);
export const linkNotFound = (c: Context) => c.json({ code: 404, message: 'Campaign Link not found' }, 404);
export const notStarted = (c: Context) => c.json({ code: 403, message: 'Campaign has not started yet' }, 403);
export const fulfilled = (c: Context) => c.json({ code: 403, message: 'Campaign is fulfilled' }, 403);
export const tokenInvalid = (c: Context) => c.json(invalidGrant('The access token provided is invalid.'), 401);
export const tokenExpired = (c: Context) => c.json(invalidGrant('The access token provided has expired.'), 401);

export const invalidGrant = (description: string) => ({ error: 'invalid_grant', error_description: description });

import type { Context } from 'hono';

/** The vendor's page, to the letter [doc]. */
export const notFound = (c: Context) => c.json({ code: 404, message: 'Not Found' }, 404);
export const linkNotFound = (c: Context) => c.json({ code: 404, message: 'Campaign Link not found' }, 404);
export const notStarted = (c: Context) => c.json({ code: 403, message: 'Campaign has not started yet' }, 403);
export const fulfilled = (c: Context) => c.json({ code: 403, message: 'Campaign is fulfilled' }, 403);
export const tokenInvalid = (c: Context) => c.json(invalidGrant('The access token provided is invalid.'), 401);
export const tokenExpired = (c: Context) => c.json(invalidGrant('The access token provided has expired.'), 401);

export const invalidGrant = (description: string) => ({ error: 'invalid_grant', error_description: description });

/** A gateway's page: what answers with these statuses in front of Convertr speaks HTML [inferred]. */
export const toHtmlPage = (title: string): string =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;

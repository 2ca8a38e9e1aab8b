import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';

/** Programs ask for JSON by name. A client that accepts anything is treated as a browser. */
export const wantsJson = (c: Context<AppEnv>): boolean =>
  /application\/(problem\+)?json/i.test(c.req.header('accept') ?? '');

/** Browsers ask for HTML by name when they open a page or post a form without JavaScript. */
export const wantsPage = (c: Context<AppEnv>): boolean =>
  !wantsJson(c) && /text\/html/i.test(c.req.header('accept') ?? '');

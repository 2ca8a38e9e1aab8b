import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';

/** A program asks for JSON by name; whoever takes anything is a browser or behaves like one. */
export const wantsJson = (c: Context<AppEnv>): boolean =>
  /application\/(problem\+)?json/i.test(c.req.header('accept') ?? '');

/** Browsers name it when they open a page or post a form without JavaScript; little else does. */
export const wantsPage = (c: Context<AppEnv>): boolean =>
  !wantsJson(c) && /text\/html/i.test(c.req.header('accept') ?? '');

/** The rate limit's key of an address: a whole /64 for IPv6, since one visitor commands all of it. */
export function addressKey(address: string | undefined): string {
  if (!address) return 'unknown';
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<string>(zeros).fill('0'), ...after]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':');
}

import type { Context } from 'hono';
import type { Parameters } from '../../leads/body.ts';
import type { AppEnv } from '../app-env.ts';

/** How the page around wants a hosted page to be. */
export interface Frame {
  /** In an iframe: without margins, and the page around is told how high it is. */
  isEmbedded?: boolean;
  /** Instead of the visitor's own choice of light or dark, which the page around may not follow. */
  theme?: 'light' | 'dark' | undefined;
}

/** The address asks for it, as in `?embed&theme=light`; the form that came of it says so again when it is posted. */
export function readFrame(c: Context<AppEnv>, parameters?: Parameters): Frame {
  const theme = c.req.query('theme') ?? parameters?.get('theme')?.[0];
  return {
    isEmbedded: c.req.query('embed') !== undefined || parameters?.get('embed')?.[0] === '1',
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
  };
}

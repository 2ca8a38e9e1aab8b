/** A hosted page inside another page's iframe. */
import type { Context } from 'hono';
import type { Parameters } from '../../leads/body.ts';
import type { AppEnv } from '../app-env.ts';

export interface Frame {
  /** Shown without margins. The surrounding page gets its height. */
  isEmbedded?: boolean;
  /** Set by the page around, which need not follow the visitor's own choice of light or dark. */
  theme?: 'light' | 'dark' | undefined;
}

/** Read from the address, as in `?embed&theme=light`, or from a posted form, which repeats it. */
export function readFrame(c: Context<AppEnv>, parameters?: Parameters): Frame {
  const theme = c.req.query('theme') ?? parameters?.get('theme')?.[0];
  return {
    isEmbedded: c.req.query('embed') !== undefined || parameters?.get('embed')?.[0] === '1',
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
  };
}

/** What a form posts, so that the answer is framed alike. */
export const toParameters = ({ isEmbedded, theme }: Frame): Record<string, string> => ({
  embed: isEmbedded ? '1' : '',
  theme: theme ?? '',
});

/** Keeps the iframe as high as its form. The height is no secret, so a page of any origin may read it. */
export const FRAME_SCRIPT = `
new ResizeObserver(() => {
  parent.postMessage({ type: 'lead-form-height', height: Math.ceil(document.documentElement.getBoundingClientRect().height) }, '*');
}).observe(document.documentElement);
`;

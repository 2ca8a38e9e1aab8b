/** A hosted page inside another page's iframe. */
import type { Context } from 'hono';
import type { Parameters } from '../../leads/body.ts';
import type { AppEnv } from '../app-env.ts';

export interface Frame {
  /** Shown without margins. The embedding page gets its height. */
  isEmbedded?: boolean;
  /** Set by the embedding page, which may ignore the visitor's colour scheme. */
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

/** Inside another page's frame, even if the URL does not show it. Browsers have sent this header since 2023. */
export const isFramed = (c: Context<AppEnv>, frame: Frame): boolean =>
  Boolean(frame.isEmbedded) || c.req.header('sec-fetch-dest') === 'iframe';

/** Parameters that a form posts, so that the answer has the same framing. */
export const toParameters = ({ isEmbedded, theme }: Frame): Record<string, string> => ({
  embed: isEmbedded ? '1' : '',
  theme: theme ?? '',
});

/** Sends the form's height for the iframe. The height is not a secret, so a page of any origin may read it. */
export const FRAME_SCRIPT = `
new ResizeObserver(() => {
  parent.postMessage({ type: 'lead-form-height', height: Math.ceil(document.documentElement.getBoundingClientRect().height) }, '*');
}).observe(document.documentElement);
`;

/** The message about a lead to the embedding page, without personal data. */
const OUTCOME = ['submission', 'status', 'leadId', 'channel', 'linkId'] as const;

export const toOutcomeQuery = (outcome: object): string =>
  new URLSearchParams(Object.entries(outcome).map(([name, value]) => [name, `${value}`])).toString();

/**
 * Notifies the embedding page of the lead, then redirects the whole window, if the browser lets a frame do that. The
 * policy's `frame-ancestors` only allows the form's origins, so any parent may get the message.
 */
export function toThanksScript(form: string, query: URLSearchParams, redirect: string | undefined): string {
  const told = OUTCOME.flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, /Id$/.test(name) ? Number(value) : value]];
  });
  const message = { type: 'lead-form-submitted', form, ...Object.fromEntries(told) };
  const leave = redirect ? `try { top.location.href = ${toLiteral(redirect)} } catch {}` : '';
  return `if (parent !== self) { parent.postMessage(${toLiteral(message)}, '*'); ${leave} }`;
}

/** JSON that cannot end the script. */
const toLiteral = (data: unknown): string => JSON.stringify(data).replaceAll('<', '\\u003c');

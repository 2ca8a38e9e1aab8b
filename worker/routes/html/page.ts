/** The frame of all hosted pages around their body. */
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { AppEnv } from '../app-env.ts';
import { FRAME_SCRIPT, type Frame } from './frame.ts';
import { PAGE_CSS } from './page-css.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface PageOptions extends Frame {
  title: string;
  /** For link previews, which must not show errors. By default the title. */
  sharedTitle?: string;
  locale: string;
  dir: 'ltr' | 'rtl';
  body: Html;
  status?: number;
  description?: string | undefined;
  /** Origins that may frame the page. */
  framedBy?: readonly string[];
  /** Origins that the form's answer may redirect to, because browsers check the redirect, too. */
  formActions?: readonly string[];
  /** Rules for this page only. */
  css?: string;
  /** The page asks for a Turnstile challenge. */
  challenge?: boolean;
  canonical?: string;
  /** Runs once the page is loaded. */
  script?: string | undefined;
}

export async function showPage(c: Context<AppEnv>, options: PageOptions): Promise<Response> {
  const {
    title,
    sharedTitle = title,
    locale,
    dir,
    body,
    status = 200,
    description,
    canonical,
    css = '',
    challenge,
    script = '',
    isEmbedded = false,
    theme,
  } = options;
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  c.header('Content-Security-Policy', toPolicy(options, nonce));
  c.header('Cache-Control', 'no-store');
  c.header('Content-Language', locale);
  const page = html`<!doctype html>
    <html lang="${locale}" dir="${dir}"${theme ? html` class="${theme}"` : ''}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="${theme ?? 'light dark'}" />
        <title>${title}</title>
        <meta property="og:title" content="${sharedTitle}" />
        <meta property="og:type" content="website" />
        <meta property="og:locale" content="${locale.replace('-', '_')}" />
        <meta name="twitter:card" content="summary" />
        ${description ? html`<meta name="description" content="${description}" /><meta property="og:description" content="${description}" />` : ''}
        ${canonical ? html`<link rel="canonical" href="${canonical}" /><meta property="og:url" content="${canonical}" />` : ''}
        <link rel="icon" href="data:," />
        <style nonce="${nonce}">${raw(PAGE_CSS + css)}</style>
      </head>
      <body class="${isEmbedded ? 'embedded' : ''}">
        <main>${body}</main>
        ${isEmbedded || script ? html`<script nonce="${nonce}">${raw((isEmbedded ? FRAME_SCRIPT : '') + script)}</script>` : ''}
        ${challenge ? html`<script nonce="${nonce}" src="${TURNSTILE_HOST}/turnstile/v0/api.js" async defer></script>` : ''}
      </body>
    </html>`;
  return c.html(page, status as 200);
}

const TURNSTILE_HOST = 'https://challenges.cloudflare.com';

/** Scripts run only if the page is embedded or has a challenge. */
function toPolicy({ framedBy, formActions, isEmbedded, challenge, script }: PageOptions, nonce: string): string {
  return [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(isEmbedded || challenge || script ? [`script-src 'nonce-${nonce}'`] : []),
    // Turnstile's script creates its own frame, and does not work with trusted types.
    ...(challenge ? [`frame-src ${TURNSTILE_HOST}`] : ["require-trusted-types-for 'script'"]),
    'img-src data:',
    `form-action ${["'self'", ...(formActions ?? [])].join(' ')}`,
    `frame-ancestors ${["'self'", ...(framedBy ?? [])].join(' ')}`,
    "base-uri 'none'",
  ].join('; ');
}

import type { Context } from 'hono';
import { html } from 'hono/html';
import { directionOf, negotiateLocale } from '../../forms/language/locale.ts';
import { formatMessage, getMessages, type MessageKey } from '../../forms/language/messages.ts';
import type { AppEnv } from '../app-env.ts';
import { type Frame, readFrame } from './frame.ts';
import { showPage } from './page.ts';

export interface Notice {
  /** Fill the words' placeholders. */
  values?: Record<string, string>;
  /** Instead of our own words. */
  text?: string | undefined;
  /** The form's, where it is known; else what the visitor asks for. */
  locale?: string | undefined;
  /** Origins that may frame it: in a frame that stays blank nobody reads anything. */
  framedBy?: readonly string[];
  frame?: Frame;
}

/** A page that says one thing. */
export function showNotice(
  c: Context<AppEnv>,
  status: number,
  key: MessageKey,
  { values = {}, text, locale = negotiate(c), framedBy = [], frame = readFrame(c) }: Notice = {},
): Promise<Response> {
  const message = text ?? formatMessage(getMessages(locale)[key], values);
  return showPage(c, {
    title: message,
    locale,
    dir: directionOf(locale),
    status,
    framedBy,
    ...frame,
    body: html`<div class="notice" role="alert"><h1>${message}</h1></div>`,
  });
}

function negotiate(c: Context<AppEnv>): string {
  const asked = c.req.query('locale');
  const acceptLanguage = c.req.header('accept-language');
  return negotiateLocale({ ...(asked && { asked }), ...(acceptLanguage && { acceptLanguage }) });
}

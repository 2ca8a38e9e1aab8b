import type { Context } from 'hono';
import { html } from 'hono/html';
import { directionOf, negotiateLocale } from '../../forms/language/locale.ts';
import { formatMessage, getMessages, type MessageKey } from '../../forms/language/messages.ts';
import type { AppEnv } from '../app-env.ts';
import { inLanguage } from './field-attributes.ts';
import { type Frame, readFrame } from './frame.ts';
import { showPage } from './page.ts';

export interface Notice {
  /** For the message's placeholders. */
  values?: Record<string, string>;
  /** Replaces the message. */
  text?: string | undefined;
  /** The language of that text, if it is not the page's. */
  lang?: string | undefined;
  /** The form's, if known. */
  locale?: string | undefined;
  /** Origins that may frame the notice, because a blocked frame would be blank. */
  framedBy?: readonly string[];
  frame?: Frame;
}

/** A page with one message. */
export function showNotice(
  c: Context<AppEnv>,
  status: number,
  key: MessageKey,
  { values = {}, text, lang, locale = pickLocale(c), framedBy = [], frame = readFrame(c) }: Notice = {},
): Promise<Response> {
  const message = text ?? formatMessage(getMessages(locale)[key], values);
  return showPage(c, {
    title: message,
    locale,
    dir: directionOf(locale),
    status,
    framedBy,
    ...frame,
    body: html`<div class="notice" role="alert"><h1>${inLanguage(lang, message)}</h1></div>`,
  });
}

const pickLocale = (c: Context<AppEnv>): string =>
  negotiateLocale({ asked: c.req.query('locale'), acceptLanguage: c.req.header('accept-language') });

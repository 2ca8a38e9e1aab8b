import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ClosedMessage } from '../../forms/closed-message.ts';
import { directionOf, negotiateLocale } from '../../forms/language/locale.ts';
import { formatMessage, getMessages, type MessageKey } from '../../forms/language/messages.ts';
import type { AppEnv } from '../app-env.ts';
import { inLanguage, isolate } from './field-attributes.ts';
import { type Frame, readFrame } from './frame.ts';
import { showPage } from './page.ts';
import { renderRichText } from './rich-text.ts';

export interface Notice {
  /** For the message's placeholders. */
  values?: Record<string, string>;
  /** Replaces the message. */
  message?: ClosedMessage;
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
  { values = {}, message, locale = pickLocale(c), framedBy = [], frame = readFrame(c) }: Notice = {},
): Promise<Response> {
  const words = message?.words ?? formatMessage(getMessages(locale)[key], values);
  const shown = message?.text ? isolate(message.lang, renderRichText(message.text)) : inLanguage(message?.lang, words);
  return showPage(c, {
    title: words,
    locale,
    dir: directionOf(locale),
    status,
    framedBy,
    ...frame,
    body: html`<div class="notice" role="alert"><h1>${shown}</h1></div>`,
  });
}

const pickLocale = (c: Context<AppEnv>): string =>
  negotiateLocale({ asked: c.req.query('locale'), acceptLanguage: c.req.header('accept-language') });

import type { Context } from 'hono';
import { html } from 'hono/html';
import { directionOf, negotiateLocale } from '../../forms/locale.ts';
import { formatMessage, getMessages, type MessageKey } from '../../forms/messages.ts';
import type { AppEnv } from '../app-env.ts';
import { showPage } from './page.ts';

/** A page that says one thing. @param text instead of the form's own words. */
export function showNotice(
  c: Context<AppEnv>,
  status: number,
  key: MessageKey,
  values: Record<string, string> = {},
  text?: string,
): Promise<Response> {
  const asked = c.req.query('locale');
  const acceptLanguage = c.req.header('accept-language');
  const locale = negotiateLocale({ ...(asked && { asked }), ...(acceptLanguage && { acceptLanguage }) });
  const message = text ?? formatMessage(getMessages(locale)[key], values);
  return showPage(c, {
    title: message,
    locale,
    dir: directionOf(locale),
    status,
    body: html`<p class="notice" role="alert">${message}</p>`,
  });
}

import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { parseFormId } from '../../forms/configuration/form-id.ts';
import { directionOf } from '../../forms/language/locale.ts';
import { getMessages, localise } from '../../forms/language/messages.ts';
import type { AppEnv } from '../app-env.ts';
import { type LoadedForm, loadForm } from '../form-source.ts';
import { readFrame } from '../html/frame.ts';
import { showNotice } from '../html/notice.ts';
import { showPage } from '../html/page.ts';
import { showForm } from '../html/show-form.ts';
import { refuseMethod } from '../problem.ts';
import { FIELDS_RETRY_SECONDS, isUnknown, prepare } from './definitions.ts';

/** `/f`: forms as pages of their own. */
export const hosted = new Hono<AppEnv>()
  .get('/:formId', async (c) => {
    const form = await findForm(c);
    if (!form) return showNotice(c, 404, 'unavailable');
    const prepared = prepare(c, form, c.req.query('locale'));
    const { locale } = prepared;
    if (form.facts?.closed) {
      const text = localise(form.config.closedMessage, locale);
      return showNotice(c, 200, 'closed', { text, locale, framedBy: form.config.origins });
    }
    if (isUnknown(prepared)) {
      c.header('Retry-After', String(FIELDS_RETRY_SECONDS));
      return showNotice(c, 503, 'unavailable', { locale, framedBy: form.config.origins });
    }
    return showForm(c, form, prepared, {});
  })

  .get('/:formId/thanks', async (c) => {
    const form = await findForm(c);
    if (!form) return showNotice(c, 404, 'unavailable');
    const { locale } = prepare(c, form, c.req.query('locale'));
    const message = localise(form.config.success?.message, locale) ?? getMessages(locale).success;
    return showPage(c, {
      title: message,
      locale,
      dir: directionOf(locale),
      framedBy: form.config.origins,
      ...readFrame(c),
      body: html`<div role="status"><h1 class="thanks">${message}</h1></div>`,
    });
  })

  .all('/:formId', (c) => refuseMethod(c, 'GET'))
  .all('/:formId/thanks', (c) => refuseMethod(c, 'GET'));

async function findForm(c: Context<AppEnv>): Promise<LoadedForm | null> {
  const id = parseFormId(c.req.param('formId'));
  return id ? loadForm(c.env, c.get('settings'), id, (work) => c.executionCtx.waitUntil(work)) : null;
}

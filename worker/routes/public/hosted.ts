import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { html } from 'hono/html';
import { readClosedMessage } from '../../forms/closed-message.ts';
import { parseFormId } from '../../forms/configuration/form-id.ts';
import { toLanguages } from '../../forms/definition.ts';
import { directionOf } from '../../forms/language/locale.ts';
import { getMessages, localise } from '../../forms/language/messages.ts';
import { omitUndefined } from '../../forms/omit-undefined.ts';
import { fillRedirect } from '../../protocol/redirect.ts';
import type { AppEnv } from '../app-env.ts';
import { loadForm } from '../form-source.ts';
import { inLanguage } from '../html/field-attributes.ts';
import { isFramed, readFrame, toThanksScript } from '../html/frame.ts';
import { showNotice } from '../html/notice.ts';
import { showPage } from '../html/page.ts';
import { showForm } from '../html/show-form.ts';
import { refuseMethod } from '../problem.ts';
import { pagesAround, replaceClosed } from './closed-form.ts';
import { FIELDS_RETRY_SECONDS, hasUnknownFields, localiseForm } from './localised-form.ts';

const withHostedForm = createMiddleware<AppEnv>(async (c, next) => {
  const id = parseFormId(c.req.param('formId'));
  const form = id && (await loadForm(c, id));
  if (!form) return showNotice(c, 404, 'unavailable');
  c.set('hostedForm', form);
  return next();
});

/** `/f`: forms as separate pages. */
export const hosted = new Hono<AppEnv>()
  .get('/:formId', withHostedForm, async (c) => {
    const asked = c.get('hostedForm');
    const form = await replaceClosed(c, asked, pagesAround(c, asked.config, readFrame(c)));
    const localised = localiseForm(c, form, c.req.query('locale'));
    const { locale } = localised;
    const framedBy = form.config.origins;
    if (form.facts?.closed) {
      return showNotice(c, 200, 'closed', { message: readClosedMessage(form.config, locale), locale, framedBy });
    }
    if (hasUnknownFields(localised)) {
      c.header('Retry-After', String(FIELDS_RETRY_SECONDS));
      return showNotice(c, 503, 'unavailable', { locale, framedBy });
    }
    return showForm(c, form, localised, {});
  })

  .get('/:formId/thanks', withHostedForm, async (c) => {
    const { config, id } = c.get('hostedForm');
    const { locale } = localiseForm(c, c.get('hostedForm'), c.req.query('locale'));
    const messages = getMessages(locale);
    const message = localise(config.success?.message, locale) ?? messages.success;
    const frame = readFrame(c);
    const inFrame = isFramed(c, frame);
    const { submission, leadId } = c.req.query();
    const target = config.success?.redirect;
    const redirect = target && fillRedirect(target, omitUndefined({ submission, leadId }));
    return showPage(c, {
      title: message,
      locale,
      dir: directionOf(locale),
      framedBy: config.origins,
      ...frame,
      script: inFrame ? toThanksScript(id, new URL(c.req.url).searchParams, redirect) : undefined,
      body: html`<div role="status"><h1 class="thanks">${inLanguage(toLanguages(config, locale)?.success, message)}</h1></div>
        ${inFrame && redirect ? html`<p><a href="${redirect}" target="_top">${messages.next}</a></p>` : ''}`,
    });
  })

  .all('/:formId', (c) => refuseMethod(c, 'GET'))
  .all('/:formId/thanks', (c) => refuseMethod(c, 'GET'));

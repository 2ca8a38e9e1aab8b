import type { Context } from 'hono';
import { html } from 'hono/html';
import { toLanguages } from '../../forms/definition.ts';
import { directionOf } from '../../forms/language/locale.ts';
import { formatMessage, getMessages, localise } from '../../forms/language/messages.ts';
import type { Parameters } from '../../leads/body.ts';
import { createTicket } from '../../leads/spam/ticket.ts';
import type { FieldDefinition, FieldProblem } from '../../protocol/wire.ts';
import type { AppEnv } from '../app-env.ts';
import type { LoadedForm } from '../form-source.ts';
import type { LocalisedForm } from '../public/localised-form.ts';
import { toConditionRules } from './conditions.ts';
import { inLanguage, toId } from './field-attributes.ts';
import { renderForm } from './form-markup.ts';
import { readFrame, toParameters } from './frame.ts';
import { type Html, showPage } from './page.ts';

export interface FormView {
  status?: number;
  /** What the visitor typed, to be filled in again. */
  parameters?: Parameters;
  errors?: Record<string, FieldProblem[]>;
  /** Shown above the form. */
  notice?: string;
  /** The id for the next attempt. By default a new one. */
  submission?: string | undefined;
  /** The only origin that the ticket is valid for. */
  ticketFor?: string | undefined;
}

/** The form as a page. It works without JavaScript. */
export async function showForm(
  c: Context<AppEnv>,
  form: LoadedForm,
  { resolved, locale, country }: LocalisedForm,
  { status = 200, parameters = new Map(), errors = {}, notice, submission = crypto.randomUUID(), ticketFor }: FormView,
): Promise<Response> {
  const { config, id } = form;
  const messages = getMessages(locale);
  const title = localise(config.title, locale) ?? messages.untitled;
  const langs = toLanguages(config, locale);
  // Without the secret the challenge could not be checked.
  const sitekey = c.get('settings').turnstileSecret && config.turnstile;
  const frame = readFrame(c, parameters);
  const ticket = await createTicket(c.get('settings').leadKeys, id, Date.now(), ticketFor);
  const envelope = { submission, ticket, locale, ...readVisit(c, parameters), ...toParameters(frame) };
  const body = html`<h1>${inLanguage(langs?.title, title)}</h1>
    ${notice ? html`<p class="notice" role="alert" tabindex="-1" autofocus>${notice}</p>` : ''}
    ${renderSummary(errors, resolved.fields, messages.summary)}
    ${renderForm({
      action: `/v1/forms/${id}/leads`,
      // The Worker's own messages are more specific than a browser's.
      isChecked: false,
      envelope,
      resolved,
      submitLabel: localise(config.submitLabel, locale) ?? messages.submit,
      sitekey: sitekey || undefined,
      langs,
      context: { parameters, errors, locale, country },
    })}`;
  return showPage(c, {
    title: Object.keys(errors).length > 0 ? `${messages.refused_form} – ${title}` : title,
    sharedTitle: title,
    description: localise(config.title, locale),
    locale,
    dir: directionOf(locale),
    body,
    status,
    ...frame,
    canonical: `${new URL(c.req.url).origin}/f/${id}`,
    framedBy: config.origins,
    challenge: Boolean(sitekey),
    formActions: config.success?.redirect ? [new URL(config.success.redirect).origin] : [],
    css: toConditionRules(resolved.fields, toId),
  });
}

/** The visitor's source: from the posted form, or from this request. */
function readVisit(c: Context<AppEnv>, parameters: Parameters): Record<string, string> {
  const posted = (name: string): string | undefined => parameters.get(name)?.[0];
  const referer = c.req.header('referer') ?? '';
  // The referrer of a form's post is the page that contains the form.
  const isPost = c.req.method === 'POST';
  return {
    page: posted('page') ?? (isPost ? referer : c.req.url),
    referrer: posted('referrer') ?? (isPost ? '' : referer),
    landing: posted('landing') ?? '',
    landingReferrer: posted('landingReferrer') ?? '',
    channel: posted('channel') ?? c.req.query('channel') ?? '',
    link: posted('link') ?? c.req.query('link') ?? '',
  };
}

function renderSummary(errors: Record<string, FieldProblem[]>, fields: FieldDefinition[], text: string): Html | '' {
  const found = Object.entries(errors);
  if (found.length === 0) return '';
  const names = new Set(fields.flatMap((field) => [field.name, ...(field.fields ?? []).map(({ name }) => name)]));
  return html`<div class="notice" role="alert" tabindex="-1" autofocus>
    ${found.length > 1 ? html`<p>${formatMessage(text, { count: String(found.length) })}</p>` : ''}
    <ul>
      ${found.map(([name, problems]) =>
        names.has(name)
          ? html`<li><a href="#${toId(name)}">${problems[0]?.message ?? ''}</a></li>`
          : html`<li>${problems[0]?.message ?? ''}</li>`,
      )}
    </ul>
  </div>`;
}

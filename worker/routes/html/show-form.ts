import type { Context } from 'hono';
import { html } from 'hono/html';
import { HONEYPOT, toLanguages } from '../../forms/definition.ts';
import { directionOf } from '../../forms/language/locale.ts';
import { formatMessage, getMessages, localise } from '../../forms/language/messages.ts';
import type { Parameters } from '../../leads/body.ts';
import { createTicket } from '../../leads/spam/ticket.ts';
import { TURNSTILE_ACTION } from '../../leads/spam/turnstile.ts';
import type { FieldDefinition, FieldProblem } from '../../protocol/wire.ts';
import type { AppEnv } from '../app-env.ts';
import type { LoadedForm } from '../form-source.ts';
import type { LocalisedForm } from '../public/localised-form.ts';
import { toConditionRules } from './conditions.ts';
import { renderField } from './field.ts';
import { inLanguage, renderAttribute, toId } from './field-attributes.ts';
import { readFrame, toParameters } from './frame.ts';
import { type Html, showPage } from './page.ts';

export interface FormView {
  status?: number;
  /** What the visitor typed, to be filled in again. */
  parameters?: Parameters;
  errors?: Record<string, FieldProblem[]>;
  /** Shown above the form. */
  notice?: string;
  /** The id for the next try. The default is a new one. */
  submission?: string | undefined;
}

/** The form as a page. It works without JavaScript. */
export async function showForm(
  c: Context<AppEnv>,
  form: LoadedForm,
  { resolved, locale, country }: LocalisedForm,
  { status = 200, parameters = new Map(), errors = {}, notice, submission = crypto.randomUUID() }: FormView,
): Promise<Response> {
  const { config, id } = form;
  const messages = getMessages(locale);
  const title = localise(config.title, locale) ?? messages.untitled;
  const langs = toLanguages(config, locale);
  // Without a secret nobody could check the challenge.
  const sitekey = c.get('settings').turnstileSecret && config.turnstile;
  const frame = readFrame(c, parameters);
  const ticket = await createTicket(c.get('settings').leadKeys, id, Date.now());
  const envelope = { submission, ticket, locale, ...readVisit(c, parameters), ...toParameters(frame) };
  const first = resolved.fields.filter((field) => (field.step ?? 1) === 1);
  const steps = resolved.steps ? groupBySteps(resolved.fields) : [first.length > 0 ? resolved.fields : []];
  const body = html`<h1>${inLanguage(langs?.title, title)}</h1>
    ${notice ? html`<p class="notice" role="alert" tabindex="-1" autofocus>${notice}</p>` : ''}
    ${renderSummary(errors, resolved.fields, messages.summary)}
    <form method="post" action="/v1/forms/${id}/leads" novalidate accept-charset="utf-8">
      ${Object.entries(envelope).map(([name, value]) =>
        value ? html`<input type="hidden" name="${name}" value="${value}" />` : '',
      )}
      ${steps.map(
        (fields, index) =>
          html`${resolved.steps?.[index] ? html`<h2>${inLanguage(langs?.steps?.[index + 1], resolved.steps[index])}</h2>` : ''}
            ${fields.map((field) => renderField(field, { parameters, errors, locale, country }))}`,
      )}
      <div class="away" aria-hidden="true">
        <label>${messages.leave_empty}<input name="${HONEYPOT}" tabindex="-1" autocomplete="off" /></label>
      </div>
      ${sitekey ? html`<div class="cf-turnstile" data-sitekey="${sitekey}" data-action="${TURNSTILE_ACTION}"></div>` : ''}
      <button type="submit"${renderAttribute('lang', langs?.submitLabel)}>${localise(config.submitLabel, locale) ?? messages.submit}</button>
    </form>`;
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

/** Where the visitor came from: what the posted form said, or what this request says. */
function readVisit(c: Context<AppEnv>, parameters: Parameters): Record<string, string> {
  const posted = (name: string): string | undefined => parameters.get(name)?.[0];
  const referer = c.req.header('referer') ?? '';
  // The referrer of a form's post is the page that the form stands in.
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

/** Fields without a step belong to the step of the field before. */
function groupBySteps(fields: readonly FieldDefinition[]): FieldDefinition[][] {
  const steps: FieldDefinition[][] = [];
  let step = 1;
  for (const field of fields) {
    step = field.step ?? step;
    steps[step - 1] = [...(steps[step - 1] ?? []), field];
  }
  return Array.from(steps, (group) => group ?? []);
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

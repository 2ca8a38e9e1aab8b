/** How a submission is answered: JSON to programs, pages to browsers without JavaScript. */
import type { Context } from 'hono';
import type { SubmitResult } from '../../account-api.ts';
import { getMessages, localise } from '../../forms/language/messages.ts';
import type { Parameters } from '../../leads/body.ts';
import type { FieldProblem, SubmitAnswer } from '../../protocol/wire.ts';
import type { Result } from '../../result.ts';
import type { AppEnv } from '../app-env.ts';
import type { LoadedForm } from '../form-source.ts';
import { readFrame } from '../html/frame.ts';
import { showNotice } from '../html/notice.ts';
import { showForm } from '../html/show-form.ts';
import { wantsJson, wantsPage } from '../negotiate.ts';
import { type ProblemName, problem, statusOf } from '../problem.ts';
import type { Prepared } from './definitions.ts';

/** What is known of an attempt, as far as it came. */
export interface Attempt {
  form: LoadedForm;
  parameters: Parameters;
  prepared?: Prepared;
}

export interface SubmitFailure {
  name: ProblemName;
  detail?: string;
  errors?: Record<string, FieldProblem[]>;
  retryAfter?: number;
}

type Accepted = Extract<SubmitResult, { kind: 'delivered' | 'queued' }>;

export function answerSubmit(
  c: Context<AppEnv>,
  attempt: Attempt,
  outcome: Result<{ submission: string; result: Accepted }, SubmitFailure>,
): Response | Promise<Response> {
  c.header('Cache-Control', 'no-store');
  if (wantsJson(c)) return outcome.ok ? answerJson(c, outcome.value) : refuseJson(c, attempt, outcome.error);
  return outcome.ok ? redirect(c, attempt) : refuseHtml(c, attempt, outcome.error);
}

function answerJson(c: Context<AppEnv>, { submission, result }: { submission: string; result: Accepted }): Response {
  const answer: SubmitAnswer = {
    submission,
    status: result.kind,
    ...(result.kind === 'delivered' && { leadId: result.leadId }),
    channel: result.channel,
    ...(result.linkId !== undefined && { linkId: result.linkId }),
    ...(result.replayed && { replayed: true as const }),
  };
  return c.json(answer, result.replayed ? 200 : result.kind === 'delivered' ? 201 : 202);
}

function refuseJson(c: Context<AppEnv>, { form, prepared }: Attempt, { name, ...more }: SubmitFailure): Response {
  if (name !== 'closed') return problem(c, name, { ...more });
  const locale = prepared?.locale ?? 'en';
  return problem(c, name, {
    detail: localise(form.config.closedMessage, locale) ?? getMessages(locale).closed,
  });
}

function redirect(c: Context<AppEnv>, { form, prepared, parameters }: Attempt): Response {
  const { isEmbedded, theme } = readFrame(c, parameters);
  const frame = `${isEmbedded ? '&embed=1' : ''}${theme ? `&theme=${theme}` : ''}`;
  const own = `/f/${form.id}/thanks?locale=${encodeURIComponent(prepared?.locale ?? 'en')}${frame}`;
  const configured = form.config.success?.redirect;
  // Parsed again: what a URL's parser forgives, a line break for one, a header doesn't.
  return c.redirect(configured === undefined ? own : new URL(configured).href, 303);
}

/** The form again, filled in, or a page that says what to do. */
function refuseHtml(c: Context<AppEnv>, attempt: Attempt, failure: SubmitFailure): Response | Promise<Response> {
  const { name, errors, retryAfter } = failure;
  const { form, prepared, parameters } = attempt;
  const place = { framedBy: form.config.origins, frame: readFrame(c, parameters), locale: prepared?.locale };
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
  if (prepared && errors) return showForm(c, form, prepared, { status: 422, parameters, errors });
  const status = statusOf(name);
  if (prepared && (status >= 429 || name === 'conflict')) {
    const key = name === 'rate_limited' ? 'too_many' : name === 'conflict' ? 'conflict' : 'failed';
    const notice = getMessages(prepared.locale)[key];
    // Nobody knows whether a 503 has stored it, so the next try must be the same submission.
    const submission = name === 'conflict' ? undefined : parameters.get('submission')?.[0];
    return showForm(c, form, prepared, { status, parameters, notice, ...(submission && { submission }) });
  }
  // With no form to show again there is nothing that only a page could say.
  if (!wantsPage(c)) return refuseJson(c, attempt, failure);
  if (name === 'closed') {
    const closed = localise(form.config.closedMessage, prepared?.locale ?? 'en');
    return showNotice(c, status, 'closed', { text: closed, ...place });
  }
  return showNotice(c, status, name === 'rate_limited' ? 'too_many' : 'failed', place);
}

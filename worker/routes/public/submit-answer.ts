/** How a submission is answered: JSON to programs, pages to browsers without JavaScript. */
import type { Context } from 'hono';
import type { SubmitResult } from '../../account-api.ts';
import { readClosedMessage } from '../../forms/closed-message.ts';
import { getMessages } from '../../forms/language/messages.ts';
import { omitUndefined } from '../../forms/omit-undefined.ts';
import { fillRedirect } from '../../protocol/redirect.ts';
import type { SubmitAnswer } from '../../protocol/wire.ts';
import type { AppEnv } from '../app-env.ts';
import { wantsJson, wantsPage } from '../content-negotiation.ts';
import type { ConfiguredForm } from '../form-source.ts';
import { isFramed, readFrame, toOutcomeQuery } from '../html/frame.ts';
import { showNotice } from '../html/notice.ts';
import { showForm } from '../html/show-form.ts';
import { problem, statusOf } from '../problem.ts';
import { pagesAround, takeSuccessor, withoutConsents } from './closed-form.ts';
import { localiseForm } from './localised-form.ts';
import type { Submission, SubmitError } from './submission.ts';

export type Accepted = Extract<SubmitResult, { kind: 'delivered' | 'queued' }>;

export function answerAccepted(c: Context<AppEnv>, submission: Submission, result: Accepted): Response {
  c.header('Cache-Control', 'no-store');
  const outcome: Omit<SubmitAnswer, 'replayed'> = omitUndefined({
    submission: submission.envelope.submission,
    status: result.kind,
    leadId: result.kind === 'delivered' ? result.leadId : undefined,
    channel: result.channel,
    linkId: result.linkId,
  });
  if (!wantsJson(c)) return c.redirect(toThanks(c, submission, outcome), 303);
  const answer: SubmitAnswer = omitUndefined({ ...outcome, replayed: result.replayed || undefined });
  return c.json(answer, result.replayed ? 200 : result.kind === 'delivered' ? 201 : 202);
}

/**
 * In a frame, the thank-you page notifies the embedding page and then redirects the whole window, because a 303 would
 * load the site into the frame.
 */
function toThanks(
  c: Context<AppEnv>,
  { form, localised, parameters }: Submission,
  outcome: Pick<SubmitAnswer, 'submission' | 'leadId'>,
): string {
  const { redirect } = form.config.success ?? {};
  const frame = readFrame(c, parameters);
  const inFrame = isFramed(c, frame);
  // A URL parser accepts a line break and a header does not, so the address is serialised again.
  if (redirect !== undefined && !inFrame) return new URL(fillRedirect(redirect, outcome)).href;
  const { isEmbedded, theme } = frame;
  const framing = `${isEmbedded ? '&embed=1' : ''}${theme ? `&theme=${theme}` : ''}`;
  const told = inFrame ? `&${toOutcomeQuery(outcome)}` : '';
  return `/f/${form.id}/thanks?locale=${encodeURIComponent(localised.locale)}${framing}${told}`;
}

export function answerRefused(
  c: Context<AppEnv>,
  form: ConfiguredForm,
  error: SubmitError,
): Response | Promise<Response> {
  c.header('Cache-Control', 'no-store');
  if (wantsJson(c)) return refuseJson(c, form, error);
  const { retryAfter } = error.refusal;
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
  // Only the form itself keeps what was typed. A notice has no more than a problem document.
  return showAgain(c, error) ?? (wantsPage(c) ? showRefusal(c, form, error) : refuseJson(c, form, error));
}

async function refuseJson(
  c: Context<AppEnv>,
  configured: ConfiguredForm,
  { refusal, known }: SubmitError,
): Promise<Response> {
  const { name, ...details } = refusal;
  if (name !== 'closed') return problem(c, name, details);
  const locale = known.localised?.locale ?? 'en';
  const detail = readClosedMessage(configured.config, locale).words;
  const origin = c.req.header('origin');
  const form = await takeSuccessor(c, configured, origin === undefined ? [] : [origin]);
  return problem(c, name, omitUndefined({ detail, closedForm: form?.id }));
}

/** The form again, filled in, for errors that the visitor can correct or retry. @returns nothing for others. */
function showAgain(c: Context<AppEnv>, { refusal, known }: SubmitError): Promise<Response> | undefined {
  const { form, localised, parameters } = known;
  if (!form || !localised || !parameters) return undefined;
  const { name, errors } = refusal;
  if (errors) return showForm(c, form, localised, { status: 422, parameters, errors });
  const status = statusOf(name);
  const messages = getMessages(localised.locale);
  if (name === 'conflict') return showForm(c, form, localised, { status, parameters, notice: messages.conflict });
  if (status < 429) return undefined;
  const notice = name === 'rate_limited' ? messages.too_many : messages.failed;
  // After a 503 it is unknown whether it was stored, so the next attempt must be the same submission.
  const submission = parameters.get('submission')?.[0] || undefined;
  return showForm(c, form, localised, { status, parameters, notice, submission });
}

function showRefusal(c: Context<AppEnv>, form: ConfiguredForm, { refusal, known }: SubmitError): Promise<Response> {
  const { name } = refusal;
  if (name === 'closed') return showClosed(c, form, known);
  const locale = known.localised?.locale;
  const frame = readFrame(c, known.parameters);
  const key = name === 'rate_limited' ? 'too_many' : 'failed';
  return showNotice(c, statusOf(name), key, { locale, framedBy: form.config.origins, frame });
}

/** The form that replaces it, filled in with the posted answers, or else the message. */
async function showClosed(
  c: Context<AppEnv>,
  configured: ConfiguredForm,
  { localised, parameters = new Map() }: SubmitError['known'],
): Promise<Response> {
  const locale = localised?.locale ?? 'en';
  const { config } = configured;
  const frame = readFrame(c, parameters);
  const status = statusOf('closed');
  const message = readClosedMessage(config, locale);
  const form = await takeSuccessor(c, configured, pagesAround(c, config, frame));
  if (!form) return showNotice(c, status, 'closed', { message, locale, framedBy: config.origins, frame });
  const next = localiseForm(c, form, locale);
  const kept = withoutConsents(parameters, next.resolved.fields);
  return showForm(c, form, next, { status, parameters: kept, notice: message.words });
}

/**
 * A form that a browser has posted from a page that may not use it. The page may suppress its origin, be a translation,
 * or be in a sandbox. The visitor gets the answers back, filled in on a hosted page, to send them there.
 */
import type { Context } from 'hono';
import { getMessages } from '../../forms/language/messages.ts';
import { type Parameters, readParameters } from '../../leads/body.ts';
import { isBoundTicket, readTicket } from '../../leads/spam/ticket.ts';
import type { AppEnv } from '../app-env.ts';
import { type ConfiguredForm, withFacts } from '../form-source.ts';
import { readFrame } from '../html/frame.ts';
import { showNotice } from '../html/notice.ts';
import { showForm } from '../html/show-form.ts';
import { isWithinLimits } from '../rate-limit.ts';
import { pagesAround, replaceClosed, withoutConsents } from './closed-form.ts';
import { hasUnknownFields, localiseForm } from './localised-form.ts';

/** Sandboxed frames have this origin, even for our own page inside them. */
const OPAQUE = 'null';

export async function readStray(c: Context<AppEnv>): Promise<Parameters | undefined> {
  const isForm = c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded');
  // The submission itself reads the body once more.
  const parameters = isForm ? await readParameters(c.req.raw.clone()) : undefined;
  return parameters?.ok ? parameters.value : undefined;
}

/** Whether our own page, inside a sandboxed frame, has sent it. Only that page gets such a ticket. */
export async function comesFromSandbox(
  c: Context<AppEnv>,
  form: ConfiguredForm,
  origin: string,
  parameters: Parameters,
): Promise<boolean> {
  const ticket = parameters.get('ticket')?.[0] ?? '';
  if (origin !== OPAQUE || !isBoundTicket(ticket)) return false;
  return !/missing|forged/.test(await readTicket(c.get('settings').leadKeys, form.id, ticket, Date.now(), OPAQUE));
}

export async function showStray(
  c: Context<AppEnv>,
  form: ConfiguredForm,
  origin: string,
  parameters: Parameters,
): Promise<Response> {
  if (!(await isWithinLimits(c, form.id, false))) return showNotice(c, 429, 'too_many');
  const frame = readFrame(c, parameters);
  const loaded = await replaceClosed(c, await withFacts(c, form), pagesAround(c, form.config, frame));
  const localised = localiseForm(c, loaded, parameters.get('locale')?.[0]);
  const { locale } = localised;
  const framedBy = loaded.config.origins;
  if (hasUnknownFields(localised)) return showNotice(c, 503, 'unavailable', { locale, framedBy });
  const notice = getMessages(locale).restored;
  const submission = parameters.get('submission')?.[0] || undefined;
  const ticketFor = origin === OPAQUE ? OPAQUE : undefined;
  const kept = loaded.id === form.id ? parameters : withoutConsents(parameters, localised.resolved.fields);
  return showForm(c, loaded, localised, { status: 403, parameters: kept, notice, submission, ticketFor });
}

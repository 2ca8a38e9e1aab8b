/** The data to send, by a script or by the browser itself. */
import { LeadFormEvent } from './events.ts';
import { isEditable } from './form-state.ts';
import type { Host } from './host.ts';

/** The answers in the shape that the Worker expects. */
export function collectAnswers(form: HTMLFormElement, host: Host): FormData {
  const data = new FormData(form);
  for (const field of host.leaves) host.kindOf(field).collect?.(data, field);
  return data;
}

/** The answers as they are sent, trimmed. Blank ones are sent too, because the Worker decides what blank means. */
export function encodeAnswers(data: FormData): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of data) if (typeof value === 'string') body.append(name, value.trim());
  return body;
}

export const leadsUrl = ({ origin, definition }: Host): string =>
  `${origin}/v1/forms/${encodeURIComponent(definition.form)}/leads`;

/** A UUID, even on pages without https, where `crypto.randomUUID` is missing. */
function createId(): string {
  const url = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(url);
  return url.slice(-36);
}

/**
 * Answers and envelope, or those of the last attempt if the form is no longer rendered. Undefined if a listener of the
 * page has cancelled the submission.
 */
export async function createSubmission(host: Host): Promise<URLSearchParams | undefined> {
  const { definition, last, formElement } = host;
  const body = formElement ? encodeAnswers(collectAnswers(formElement, host)) : new URLSearchParams(last?.answers);
  const answers = `${body}`;
  const known = last?.answers === answers ? last.id : host.callHook('lastId', answers);
  const submission = known || createId();
  const event = new LeadFormEvent('lead-form-submitting', { form: definition.form, submission }, true);
  if (!host.dispatchEvent(event)) return undefined;
  host.last = { id: submission, answers };
  host.remember();
  if (isEditable(host.state)) host.show({ status: 'submitting', waiting: false }, 'submitting');
  await host.callHook('prepare');
  const envelope: Record<string, string | undefined> = {
    submission,
    ...(host.callHook('visit') ?? {
      page: host.addresses[host.addresses.length - 1],
      landing: host.addresses[0],
      referrer: document.referrer,
    }),
    channel: host.setting('channel'),
    link: host.setting('link'),
    locale: definition.locale,
    ticket: definition.ticket,
  };
  for (const [name, value] of Object.entries(envelope)) if (value) body.set(name, value);
  host.callHook('collect', body);
  return body;
}

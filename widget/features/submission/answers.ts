/** From the form's controls to the answers that are sent. */
import type { Host } from '../../host.ts';

/** The answers in the shape that the Worker expects. */
export function collectAnswers(form: HTMLFormElement, host: Host): FormData {
  const data = new FormData(form);
  for (const field of host.leaves) host.kindOf(field).collect?.(data, field);
  return data;
}

/** The answers as they are sent, trimmed. Blank ones are sent too: the Worker decides what blank means. */
export function encodeAnswers(data: FormData): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of data) if (typeof value === 'string') body.append(name, value.trim());
  return body;
}

/** A UUID, also on pages without https, where `crypto.randomUUID` is missing. */
export function createId(): string {
  const url = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(url);
  return url.slice(-36);
}

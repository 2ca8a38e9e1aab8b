/** If the code that sends cannot load, the browser itself posts the answers, and a hosted page answers. */
import type { Host } from './host.ts';
import { createSubmission, leadsUrl } from './submission.ts';

/** By then the browser has navigated, unless the page's policy forbids it. */
const LEAVE_WITHIN_MS = 10_000;

/** A control may be called "submit". */
const submit = (form: HTMLFormElement): void => HTMLFormElement.prototype.submit.call(form);

/** @param target window for the answer. By default the page's own */
export async function postNatively(host: Host, target = ''): Promise<void> {
  const { formElement } = host;
  // Browsers post an incomplete date as an empty text.
  for (const date of formElement?.querySelectorAll<HTMLInputElement>('[type=date]') ?? [])
    if (date.validity.badInput) return void date.reportValidity();
  // Without a definition, the publisher's own form is posted as it is.
  if (!host.definition.form) return void (formElement?.hasAttribute('action') && submit(formElement));
  const body = !host.callHook('nextStep') && (await createSubmission(host));
  if (!body) return;
  const form = document.createElement('form');
  form.method = 'post';
  form.target = target;
  form.action = leadsUrl(host);
  // The page may have another charset.
  form.acceptCharset = 'utf-8';
  for (const [name, value] of body) {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  submit(form);
  setTimeout(() => {
    if (host.state.status === 'submitting') host.fail({ status: 'failed', why: 'failed' }, host.last?.id);
  }, LEAVE_WITHIN_MS);
}

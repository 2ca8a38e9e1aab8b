/** Hears what the visitor does: typing, leaving a field, submitting. */

import { LeadFormStartedEvent } from './events.ts';
import type { LeadForm } from './lead-form.ts';
import { helpTyping } from './loading.ts';
import { leave, recheck, start } from './submission.ts';

export function listen(host: LeadForm, root: HTMLElement | ShadowRoot): void {
  let isStarted = false;
  let released: Promise<unknown> | undefined;

  root.addEventListener('input', (event) => {
    host.remember();
    recheck(host, event.target);
    host.requestUpdate();
    if (isStarted) return;
    isStarted = true;
    void helpTyping(host);
    host.dispatchEvent(new LeadFormStartedEvent('lead-form-started', { form: host.definition.form }));
  });
  root.addEventListener('pointerdown', () => {
    released = new Promise((resolve) => {
      for (const type of ['pointerup', 'pointercancel']) addEventListener(type, resolve, { once: true });
    });
  });
  root.addEventListener('focusout', async ({ target }) => {
    // What leaving a field brings up must not move a button from under the pointer before it is clicked.
    await released;
    setTimeout(() => leave(host, target));
  });
  root.addEventListener('submit', (event) => {
    // Without a definition, the publisher's own form posts to the Worker by itself.
    if (host.state.status === 'unavailable' && host.querySelector('form[action]')) return;
    event.preventDefault();
    void start(host);
  });
}

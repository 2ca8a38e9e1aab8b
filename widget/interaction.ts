/** Hears what the visitor does: typing, leaving a field, submitting. */

import { LeadFormEvent } from './events.ts';
import { fail } from './failing.ts';
import { type FormState, isEditable } from './form-state.ts';
import type { LeadForm } from './lead-form.ts';
import { helpTyping, usePart } from './loading/load-form.ts';

export function listen(host: LeadForm, root: HTMLElement | ShadowRoot): void {
  /** The form that was begun: the page may change it for another. */
  let started: string | undefined;
  let released: Promise<unknown> | undefined;

  // Long before anything can be sent. Not at each key: what failed would be asked for as often.
  const enter = () => void prepare(host).catch(() => undefined);
  for (const type of ['focusin', 'pointerdown']) root.addEventListener(type, enter);
  root.addEventListener('input', ({ target }) => {
    host.remember();
    host.ask('changed', target as HTMLElement);
    host.requestUpdate();
    // The publisher's own markup can be filled in before its definition is there.
    if (!host.definition || started === host.definition.form) return;
    started = host.definition.form;
    // A browser that fills in for the visitor enters nothing.
    enter();
    void helpTyping(host);
    host.dispatchEvent(new LeadFormEvent('lead-form-started', { form: host.definition.form }));
  });
  root.addEventListener('pointerdown', () => {
    released = new Promise((resolve) => {
      for (const type of ['pointerup', 'pointercancel']) addEventListener(type, resolve, { once: true });
    });
  });
  root.addEventListener('focusout', async ({ target }) => {
    // What leaving a field brings up must not move a button from under the pointer before it is clicked.
    await released;
    setTimeout(() => host.ask('leave', target as HTMLElement));
  });
  root.addEventListener('submit', (event) => {
    // Without a definition, the publisher's own form posts to the Worker by itself.
    if (host.state.status === 'unavailable' && host.querySelector('form[action]')) return;
    event.preventDefault();
    void press(host);
  });
}

/** Brings what checks and sends, once; asked again after it failed to come. */
function prepare(host: LeadForm): Promise<void> {
  host.prepared ??= usePart(host, 'submission').then(
    (extension) => {
      if (extension) host.extensions.push(extension);
      host.requestUpdate();
    },
    (error) => {
      host.prepared = undefined;
      throw error;
    },
  );
  return host.prepared;
}

async function press(host: LeadForm): Promise<void> {
  const { state } = host;
  if (state.status === 'submitting') return;
  const busy: FormState = { status: 'submitting', waiting: false };
  host.remember();
  const answers = JSON.stringify(host.values);
  if (!host.extensions.some((extension) => extension.press)) {
    if (isEditable(state)) host.state = busy;
    try {
      await prepare(host);
    } catch {
      if (host.state !== busy) return;
      const failed: FormState = { status: 'failed', why: navigator.onLine ? 'failed' : 'offline' };
      fail(host, failed);
      const again = () => host.state === failed && answers === JSON.stringify(host.values) && press(host);
      if (failed.why === 'offline') addEventListener('online', again, { once: true });
      return;
    }
    if (host.state === busy) host.state = state;
  }
  host.ask('press');
}

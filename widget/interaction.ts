/** The visitor's doing: entering the form, typing, leaving a control, submitting. */
import { LeadFormEvent } from './events.ts';
import { type FormState, isEditable } from './form-state.ts';
import type { LeadForm } from './lead-form.ts';
import { addTyping } from './loading/load-form.ts';
import { useFeature } from './loading/use-feature.ts';

export function listen(host: LeadForm, root: HTMLElement | DocumentFragment): void {
  /** The form whose first input was seen: the page may change it for another. */
  let started = '';
  let released: Promise<unknown> | undefined;

  // Long before anything can be sent. Not at each key: what failed to load would be asked for as often.
  const enter = () => void prepare(host).catch(() => undefined);
  for (const type of ['focusin', 'pointerdown']) root.addEventListener(type, enter);
  root.addEventListener('input', ({ target }) => {
    host.remember();
    host.callHook('changed', target as HTMLElement);
    host.requestUpdate();
    const { form } = host.definition;
    // The publisher's own markup can be filled in before its definition is there.
    if (started === form) return;
    started = form;
    // Autofill changes controls without entering the form.
    enter();
    void addTyping(host);
    host.dispatchEvent(new LeadFormEvent('lead-form-started', { form }));
  });
  root.addEventListener('pointerdown', () => {
    released = new Promise((resolve) => {
      for (const type of ['pointerup', 'pointercancel']) addEventListener(type, resolve, { once: true });
    });
  });
  root.addEventListener('focusout', async ({ target }) => {
    // An error or hint that comes up must not move the button from under a pressed pointer before it is clicked.
    await released;
    setTimeout(() => host.callHook('left', target as HTMLElement));
  });
  root.addEventListener('submit', (event) => {
    // Without a definition, the browser posts the publisher's own form to the Worker.
    if (host.state.status === 'unavailable' && host.querySelector('form[action]')) return;
    event.preventDefault();
    void press(host);
  });
}

/** Loads the feature that checks and sends, once; again when it failed to load. */
function prepare(host: LeadForm): Promise<void> {
  host.prepared ??= useFeature(host, 'submission').then(
    (feature) => {
      if (feature) host.addController(feature);
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
  if (!host.features.some((feature) => feature.press)) {
    if (isEditable(state)) host.state = busy;
    try {
      await prepare(host);
    } catch {
      if (host.state !== busy) return;
      const failed: FormState = { status: 'failed', why: navigator.onLine ? 'failed' : 'offline' };
      host.fail(failed);
      const again = () => host.state === failed && answers === JSON.stringify(host.values) && press(host);
      if (failed.why === 'offline') addEventListener('online', again, { once: true });
      return;
    }
    if (host.state === busy) host.state = state;
  }
  host.callHook('press');
}

/** Handles the visitor's actions: entering the form, typing, leaving a control, submitting. */
import { LeadFormEvent } from './events.ts';
import { type FormState, isEditable } from './form-state.ts';
import type { LeadForm } from './lead-form.ts';
import { addTyping } from './loading/load-form.ts';
import { inTime, useFeature } from './loading/use-feature.ts';
import { postNatively } from './native-post.ts';

export function listen(host: LeadForm, root: HTMLElement | DocumentFragment): void {
  /** The form whose first input was seen, because the page may replace the form. */
  let started = '';

  // Long before anything can be sent, but not at each key, because a file that fails to load would be requested as
  // often.
  const enter = () => void prepare(host).catch(() => undefined);
  for (const type of ['focusin', 'pointerdown']) root.addEventListener(type, enter);
  root.addEventListener('input', ({ target }) => {
    host.remember();
    host.callHook('changed', target as HTMLElement);
    host.requestUpdate();
    const { form } = host.definition;
    // The publisher's own markup can be filled in before its definition is loaded.
    if (started === form) return;
    started = form;
    // Autofill changes controls without entering the form.
    enter();
    void addTyping(host);
    host.dispatchEvent(new LeadFormEvent('lead-form-started', { form }));
  });
  root.addEventListener('submit', (event) => {
    const isEnhanced = host.state.status !== 'unavailable';
    // Without a definition, the browser posts the publisher's own form to the Worker.
    if (!isEnhanced && !host.definition.form) return;
    event.preventDefault();
    void (isEnhanced ? press : postNatively)(host);
  });
}

/** Loads the feature that checks and sends, once, or again after a failure. */
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

export async function press(host: LeadForm): Promise<void> {
  const { state } = host;
  if (state.status === 'submitting') return;
  const busy: FormState = { status: 'submitting', waiting: false };
  host.remember();
  const answers = JSON.stringify(host.values);
  try {
    if (!host.features.some((feature) => feature.press)) {
      if (isEditable(state)) host.state = busy;
      await inTime(prepare(host));
      if (host.state === busy) host.state = state;
    }
    await host.callHook('press');
  } catch (error) {
    if (host.state === busy) host.state = state;
    if (host.state.status === 'submitted') throw error;
    if (navigator.onLine) return postNatively(host);
    const failed: FormState = { status: 'failed', why: 'offline' };
    host.fail(failed);
    const again = () => host.state === failed && answers === JSON.stringify(host.values) && press(host);
    addEventListener('online', again, { once: true });
  }
}

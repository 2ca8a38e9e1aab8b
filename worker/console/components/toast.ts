/** Short messages at the edge of the page. `index.html` has their live regions: one must exist before it speaks. */
import { html, render } from 'lit';
import { focusHeading } from '../view.ts';

const SHOWN_MS = 6000;
const UNDO_SECONDS = 10;

/** Says that something was done. It goes away after a few seconds. */
export function toast(text: string): void {
  const note = addNote('status');
  note.textContent = text;
  setTimeout(() => note.remove(), SHOWN_MS);
}

/** Says what went wrong. It stays until somebody closes it. */
export function toastError(text: string): void {
  const note = addNote('alert');
  render(html`<span>${text}</span> <button @click=${() => remove(note)}>Close</button>`, note);
}

/** Tells screen readers what has just appeared on the screen. */
export function announce(text: string): void {
  const place = document.querySelector('#spoken');
  if (!place) return;
  // The same words twice are a change only with a blank between them.
  place.textContent = '';
  requestAnimationFrame(() => {
    place.textContent = text;
  });
}

interface Undoable {
  /** What it is about: views look by this key for what is going to happen. */
  key: string;
  /** "Deleting acme-report." */
  text: string;
  /** Shown once it is done. */
  done: string;
  work: () => Promise<unknown>;
  /** The error, in words. */
  onError: (error: unknown) => string;
}

const pending = new Map<string, () => void>();

/** Whether this is going to happen within the next seconds. */
export const isPending = (key: string): boolean => pending.has(key);
export const undo = (key: string): void => pending.get(key)?.();

/**
 * Does something after ten seconds in which it can be undone. The time stands still while the pointer or the focus is
 * on the message.
 * @returns whether it was done.
 */
export function doUndoable({ key, text, done, work, onError }: Undoable): Promise<boolean> {
  if (pending.has(key)) return Promise.resolve(false);
  const note = addNote('status');
  return new Promise((resolve) => {
    let left = UNDO_SECONDS;
    const finish = (): void => {
      clearInterval(timer);
      remove(note);
      pending.delete(key);
      dispatchEvent(new CustomEvent('leadwire-pending', { detail: key }));
    };
    const cancel = (): void => {
      finish();
      toast('Undone.');
      resolve(false);
    };
    const timer = setInterval(async () => {
      if (note.matches(':hover, :focus-within')) return;
      left -= 1;
      if (left > 0) return;
      finish();
      try {
        await work();
        toast(done);
        resolve(true);
      } catch (error) {
        toastError(onError(error));
        resolve(false);
      }
      dispatchEvent(new CustomEvent('leadwire-pending', { detail: key }));
    }, 1000);
    pending.set(key, cancel);
    render(
      html`<span>${text} <small>In ${UNDO_SECONDS} seconds. If you close this page before, nothing happens.</small></span>
        <button @click=${cancel}>Undo</button>`,
      note,
    );
    dispatchEvent(new CustomEvent('leadwire-pending', { detail: key }));
  });
}

/** With a message goes its button, and the view's own "Undo": the focus must not go with them. */
function remove(note: HTMLElement): void {
  const { activeElement } = document;
  if (note.contains(activeElement) || activeElement?.matches('.undo')) focusHeading(document, 'h1');
  note.remove();
}

function addNote(role: 'status' | 'alert'): HTMLElement {
  const note = document.createElement('p');
  document.querySelector(`#toasts [role="${role}"]`)?.append(note);
  return note;
}

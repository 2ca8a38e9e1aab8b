/**
 * Short messages at the edge of the page. `index.html` has their live regions, which must exist before the first
 * message.
 */
import { html, render } from 'lit';
import { focusHeading } from '../view.ts';

const SHOWN_MS = 6000;
const UNDO_SECONDS = 10;

/** Reports that something was done. It disappears after a few seconds. */
export function toast(text: string): void {
  const note = addNote('status');
  note.textContent = text;
  setTimeout(() => note.remove(), SHOWN_MS);
}

/** Reports an error. It stays until somebody closes it. */
export function toastError(text: string): void {
  const note = addNote('alert');
  render(html`<span>${text}</span> <button @click=${() => remove(note)}>Close</button>`, note);
}

/** Tells screen readers what has just appeared on the screen. */
export function announce(text: string): void {
  const place = document.querySelector('#spoken');
  if (!place) return;
  // The same text twice is only a change with an empty text in between.
  place.textContent = '';
  requestAnimationFrame(() => {
    place.textContent = text;
  });
}

interface Undoable {
  /** The subject, by which views find the pending action. */
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

/** Whether this action is pending. */
export const isPending = (key: string): boolean => pending.has(key);
export const undo = (key: string): void => pending.get(key)?.();

/**
 * Does something after ten seconds in which it can be undone. The countdown pauses while the pointer or the focus is on
 * the message.
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
      html`<span>${text} <small>Takes effect in ${UNDO_SECONDS} seconds. If you close this page first, nothing happens.</small></span>
        <button @click=${cancel}>Undo</button>`,
      note,
    );
    dispatchEvent(new CustomEvent('leadwire-pending', { detail: key }));
  });
}

/** A message disappears with its button and the view's own "Undo". The focus must not disappear with them. */
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

import { html } from 'lit';
import type { Fault } from '../../forms/config.ts';
import { type Change, diffDocuments } from '../../forms/diff.ts';
import { ApiError, api, toMessage } from '../api.ts';
import type { Document } from '../document.ts';
import { ask } from '../parts/dialog.ts';

type Saved =
  | { kind: 'saved' }
  | { kind: 'cancelled' }
  | { kind: 'faulty'; faults: Fault[] }
  | { kind: 'failed'; message: string };

/** Shows what would change, and saves it if the operator wants that. */
export async function saveChanges(form: string, before: Document | null, after: Document): Promise<Saved> {
  if (!(await confirmChanges(form, before, after))) return { kind: 'cancelled' };
  try {
    await api.saveForm(form, after);
    return { kind: 'saved' };
  } catch (error) {
    if (error instanceof ApiError && error.faults.length > 0) return { kind: 'faulty', faults: error.faults };
    return { kind: 'failed', message: toMessage(error) };
  }
}

function confirmChanges(form: string, before: Document | null, after: Document): Promise<boolean> {
  const changes = diffDocuments(before ?? {}, after);
  return ask({
    title: before ? `Save changes to ${form}?` : `Save ${form}?`,
    confirm: 'Save',
    text: html`<p>${before ? 'Pages show it within 90 seconds.' : 'This is a new form.'}</p>
      <ul class="diff" tabindex="0" aria-label="Changes">
        ${changes.map(drawChange)}
      </ul>`,
  });
}

export const confirmLeaving = (): Promise<boolean> =>
  ask({
    title: 'Leave without saving?',
    text: 'Your changes to this form would be lost.',
    confirm: 'Leave',
    cancel: 'Stay',
    isDangerous: true,
  });

const drawChange = ({ what, before, after }: Change) =>
  html`<li>
    <code>${what}</code>
    ${before === undefined ? '' : html`<del><span class="away">was: </span>${before}</del>`}
    ${after === undefined ? html`<span class="away">removed</span>` : html`<ins><span class="away">becomes: </span>${after}</ins>`}
  </li>`;

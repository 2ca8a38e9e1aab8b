import { html } from 'lit';
import { type Change, diffDocuments } from '../../forms/diff.ts';
import type { Document } from '../document.ts';
import { ask } from '../parts/dialog.ts';

/** Shows what saving would change. @returns whether to do it. */
export function confirmChanges(form: string, before: Document | null, after: Document): Promise<boolean> {
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

const drawChange = ({ what, before, after }: Change) =>
  html`<li>
    <code>${what}</code>
    ${before === undefined ? '' : html`<del><span class="away">was: </span>${before}</del>`}
    ${after === undefined ? html`<span class="away">removed</span>` : html`<ins><span class="away">becomes: </span>${after}</ins>`}
  </li>`;

import { html } from 'lit';
import type { Fault } from '../../forms/configuration/config.ts';
import { type Change, diffDocuments } from '../../forms/configuration/diff.ts';
import { ApiError, api, toMessage } from '../api.ts';
import { ask } from '../components/dialog.ts';
import type { Document } from '../document.ts';

type Saved =
  | { kind: 'saved' }
  | { kind: 'cancelled' }
  | { kind: 'faulty'; faults: Fault[] }
  | { kind: 'failed'; message: string };

/** What each form has been like here. KV may show one of these for a minute after a save: nobody else is behind it. */
const known = new Map<string, Set<string>>();

/** Shows what would change of what is stored now, and saves it if the operator wants that. */
export async function saveChanges(form: string, before: Document | null, after: Document): Promise<Saved> {
  try {
    const stored = await readStored(form);
    if (stored && !before) return { kind: 'failed', message: `Meanwhile somebody made another form called ${form}.` };
    const own = known.get(form) ?? new Set();
    known.set(form, own.add(JSON.stringify(before)));
    const isOvertaken = before !== null && !own.has(JSON.stringify(stored));
    if (!(await confirmChanges({ form, before: isOvertaken ? stored : before, after, isOvertaken })))
      return { kind: 'cancelled' };
    await api.saveForm(form, after);
    own.add(JSON.stringify(after));
    return { kind: 'saved' };
  } catch (error) {
    if (error instanceof ApiError && error.faults.length > 0) return { kind: 'faulty', faults: error.faults };
    return { kind: 'failed', message: toMessage(error) };
  }
}

async function readStored(form: string): Promise<Document | null> {
  try {
    return await api.form(form);
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) return null;
    throw error;
  }
}

interface Review {
  form: string;
  before: Document | null;
  after: Document;
  isOvertaken: boolean;
}

function confirmChanges({ form, before, after, isOvertaken }: Review): Promise<boolean> {
  const warning = before
    ? 'Somebody else has saved this form since you opened it. What they changed and you did not is undone by this:'
    : 'Somebody has deleted this form since you opened it. This makes it anew.';
  return ask({
    title: before ? `Save changes to ${form}?` : `Save ${form}?`,
    confirm: isOvertaken ? 'Save all the same' : 'Save',
    isDangerous: isOvertaken,
    text: html`<p class=${isOvertaken ? 'advice' : ''}>
        ${isOvertaken ? warning : before ? 'Pages show it within 90 seconds.' : 'This is a new form.'}
      </p>
      <ul class="diff" tabindex="0" aria-label="Changes">
        ${diffDocuments(before ?? {}, after).map(drawChange)}
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

import { html, nothing } from 'lit';
import type { Fault } from '../../forms/configuration/config.ts';
import { type Change, diffDocuments } from '../../forms/configuration/diff.ts';
import { ApiError, api, toMessage } from '../api.ts';
import { ask } from '../components/dialog.ts';
import type { Document } from '../document.ts';
import { languageName } from './names.ts';
import { describeChanges, type Inferred, type Sentence } from './sentences.ts';
import { listLocales, lonelyHeading } from './translations.ts';

type Saved =
  | { kind: 'saved' }
  | { kind: 'cancelled' }
  | { kind: 'faulty'; faults: Fault[] }
  | { kind: 'failed'; message: string };

/** Versions of each form that this page has seen. KV may return one of them for a minute after a save. */
const known = new Map<string, Set<string>>();

interface Draft {
  form: string;
  /** Null for a new form. */
  before: Document | null;
  after: Document;
  inferred: Inferred;
  /** Adds the fields that a document need not name. */
  complete: (document: Document) => Document;
}

/** Shows the changes to what is stored now, and saves them if the operator agrees. */
export async function saveChanges(draft: Draft): Promise<Saved> {
  const { form, before, after } = draft;
  try {
    const stored = await readStored(form);
    if (stored && !before) return { kind: 'failed', message: `Somebody has just created another form called ${form}.` };
    const own = known.get(form) ?? new Set();
    known.set(form, own.add(JSON.stringify(before)));
    const isOvertaken = before !== null && !own.has(JSON.stringify(stored));
    const base = isOvertaken ? stored : before;
    if (!(await review({ ...draft, before: base }, isOvertaken))) return { kind: 'cancelled' };
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

function review({ form, before, after, inferred, complete }: Draft, isOvertaken: boolean): Promise<boolean> {
  const heading = lonelyHeading(after, listLocales(after));
  const overtaken = before
    ? 'Somebody else has saved this form since you opened it. Saving undoes their changes:'
    : 'Somebody has deleted this form since you opened it. Saving creates it again.';
  const changes = diffDocuments(before ?? {}, after);
  return ask({
    title: before ? `Save changes to ${form}?` : `Save ${form}?`,
    confirm: isOvertaken || heading ? 'Save anyway' : 'Save',
    isDangerous: isOvertaken,
    text: html`${isOvertaken ? html`<p class="advice">${overtaken}</p>` : html`<p>Pages show it within 90 seconds.</p>`}
      ${heading ? html`<p class="advice">The heading is only in ${languageName(heading)}. Visitors with other languages see it in ${languageName(heading)} too.</p>` : nothing}
      <ul class="diff" tabindex="0" aria-label="Changes">
        ${describeChanges(complete(before ?? {}), after, inferred).map(drawSentence)}
      </ul>
      <details>
        <summary>Show as JSON</summary>
        <ul class="diff json">${changes.map(drawChange)}</ul>
      </details>`,
  });
}

export const confirmLeaving = (): Promise<boolean> =>
  ask({
    title: 'Leave without saving?',
    text: 'Your changes to this form will be lost.',
    confirm: 'Leave',
    cancel: 'Stay',
    isDangerous: true,
  });

const drawSentence = ({ what, before, after }: Sentence) =>
  html`<li>
    <strong>${what}:</strong>
    ${before === undefined ? nothing : html`<del>${before}</del>`}
    ${before !== undefined && after !== undefined ? ' → ' : nothing}
    ${after === undefined ? html`<em>removed</em>` : html`<ins>${after}</ins>`}
  </li>`;

const drawChange = ({ what, before, after }: Change) =>
  html`<li>
    <code>${what}</code>
    ${before === undefined ? nothing : html`<del><span class="away">was: </span>${before}</del>`}
    ${after === undefined ? html`<span class="away">removed</span>` : html`<ins><span class="away">becomes: </span>${after}</ins>`}
  </li>`;

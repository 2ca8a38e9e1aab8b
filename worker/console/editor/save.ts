import { html, nothing } from 'lit';
import type { Fault } from '../../forms/configuration/config.ts';
import { type Change, diffDocuments } from '../../forms/configuration/diff.ts';
import { listLocales } from '../../forms/language/form-locales.ts';
import { api } from '../api.ts';
import type { StoredForm } from '../api-answers.ts';
import { ask, choose } from '../components/dialog.ts';
import type { Document } from '../document.ts';
import { ApiError, toMessage } from '../http.ts';
import { languageName } from './names.ts';
import { describeChanges, type Inferred, type Sentence } from './sentences.ts';
import { lonelyHeading } from './translations.ts';

type Saved =
  | { kind: 'saved'; etag: string }
  | { kind: 'cancelled' }
  /** The operator accepts what somebody else has saved. */
  | { kind: 'theirs' }
  | { kind: 'faulty'; faults: Fault[] }
  | { kind: 'failed'; message: string };

interface Draft {
  form: string;
  /** As it was opened, or null for a new form. */
  before: StoredForm | null;
  after: Document;
  inferred: Inferred;
  /** Adds the fields that a document need not list. */
  complete: (document: Document) => Document;
}

/** Shows the changes against what is stored now, and saves them if the operator agrees. */
export async function saveChanges(draft: Draft): Promise<Saved> {
  const { form, before, after } = draft;
  try {
    for (;;) {
      const stored = await readStored(form);
      if (stored && !before)
        return { kind: 'failed', message: `Somebody has just created another form called ${form}.` };
      const choice = await review(draft, stored);
      if (choice === 'other') return { kind: 'theirs' };
      if (choice === 'no') return { kind: 'cancelled' };
      const etag = await trySave(form, after, stored?.etag ?? null);
      if (etag !== undefined) return { kind: 'saved', etag };
    }
  } catch (error) {
    if (error instanceof ApiError && error.faults.length > 0) return { kind: 'faulty', faults: error.faults };
    return { kind: 'failed', message: toMessage(error) };
  }
}

/** @returns undefined if somebody else has saved during the review. */
async function trySave(form: string, document: Document, etag: string | null): Promise<string | undefined> {
  try {
    return await api.saveForm(form, document, etag);
  } catch (error) {
    if (error instanceof ApiError && error.current !== undefined) return undefined;
    throw error;
  }
}

async function readStored(form: string): Promise<StoredForm | null> {
  try {
    return await api.form(form);
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) return null;
    throw error;
  }
}

function review({ form, before, after, inferred, complete }: Draft, stored: StoredForm | null) {
  const heading = lonelyHeading(after, listLocales(after));
  const isOvertaken = before !== null && stored?.etag !== before.etag;
  const base = stored?.document;
  const describe = (old: Document, next: Document) => describeChanges(complete(old), next, inferred).map(drawSentence);
  const theirs =
    isOvertaken && base
      ? html`<p class="advice">Somebody else has saved this form since you opened it. They changed:</p>
          <ul class="diff theirs" tabindex="0" aria-label="Their changes">${describe(before.document, complete(base))}</ul>
          <p>Saving yours undoes that. Compared with theirs, yours changes:</p>`
      : html`<p class="advice">Somebody has deleted this form since you opened it. Saving creates it again.</p>`;
  return choose({
    title: before ? `Save changes to ${form}?` : `Save ${form}?`,
    confirm: isOvertaken || heading ? 'Save anyway' : 'Save',
    isDangerous: isOvertaken,
    ...(isOvertaken && stored ? { other: 'Discard mine and open theirs' } : {}),
    text: html`${isOvertaken ? theirs : html`<p>Pages show it within 90 seconds.</p>`}
      ${heading ? html`<p class="advice">The heading is only in ${languageName(heading)}. Visitors with other languages see it in ${languageName(heading)} too.</p>` : nothing}
      <ul class="diff" tabindex="0" aria-label="Changes">
        ${describe(base ?? {}, after)}
      </ul>
      <details>
        <summary>Show as JSON</summary>
        <ul class="diff json">${diffDocuments(base ?? {}, after).map(drawChange)}</ul>
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

const drawSentence = ({ what, before, after, lang }: Sentence) =>
  html`<li>
    <strong>${what}:</strong>
    ${before === undefined ? nothing : html`<del lang=${lang ?? nothing}>${before}</del>`}
    ${before !== undefined && after !== undefined ? ' → ' : nothing}
    ${after === undefined ? html`<em>removed</em>` : html`<ins lang=${lang ?? nothing}>${after}</ins>`}
  </li>`;

const drawChange = ({ what, before, after }: Change) =>
  html`<li>
    <code>${what}</code>
    ${before === undefined ? nothing : html`<del><span class="away">was: </span>${before}</del>`}
    ${after === undefined ? html`<span class="away">removed</span>` : html`<ins><span class="away">becomes: </span>${after}</ins>`}
  </li>`;

/** Copies an existing form for another campaign. */
import { html } from 'lit';
import type { CampaignFacts } from '../../account-api.ts';
import { api } from '../api.ts';
import type { Document } from '../document.ts';
import { completeFields } from '../editor/draft.ts';
import { type Copied, fitDocument } from './fit-document.ts';

/** @param target account, campaign, form and sites of the copy. */
export async function copyForm(original: Document, target: Document, facts: CampaignFacts): Promise<Copied> {
  // The original also has the fields that Convertr lists and its configuration does not mention.
  const { inferred } = await api.preview(original, 'en');
  const whole = { ...completeFields(original, inferred), ...target };
  return fitDocument(whole, await api.preview(whole, 'en'), facts);
}

export const drawDifferences = (source: string, differences: readonly string[]) =>
  html`<section class="notice copied" aria-labelledby="differences-title">
    <div>
      <h2 id="differences-title">${differences.length > 0 ? `What differs from ${source}` : `Nothing differs from ${source}`}</h2>
      <ul>${differences.map((each) => html`<li>${each}</li>`)}</ul>
      <p>Texts, consents, allowed sites and webhooks are the same. Nothing is saved yet.</p>
    </div>
  </section>`;

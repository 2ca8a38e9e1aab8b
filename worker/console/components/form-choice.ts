/** Convertr's forms of a campaign, to pick one and to name one's own. */
import { html, nothing } from 'lit';
import type { CampaignFacts } from '../../account-api.ts';
import { SUBMIT_FIELD } from '../../convertr/field-names.ts';
import { fault } from './notice.ts';

export interface FormChoice {
  facts: CampaignFacts;
  formId: number;
  publicId: string;
  fault: string | undefined;
  pick: (formId: number) => void;
  rename: (publicId: string) => void;
  begin: (event: Event) => void;
}

export function drawFormChoice({ facts, formId, publicId, fault: message, pick, rename, begin }: FormChoice) {
  const { forms, links, closed } = facts;
  if (forms.length === 0) return html`<p class="empty">This campaign has no forms at Convertr.</p>`;
  return html`<form class="card narrow" @submit=${begin}>
    <h2>2. Which form?</h2>
    ${closed ? html`<p class="advice">Convertr says that this campaign ${closed === 'ended' ? 'has ended' : `is ${closed}`}.</p>` : nothing}
    <fieldset class="choices">
      <legend class="away">Convertr’s forms</legend>
      ${forms.map(
        (form) => html`<label class="choice">
          <input type="radio" name="form" .checked=${form.formId === formId} @change=${() => pick(form.formId)} />
          <span>
            <strong>${form.formName || `Form ${form.formId}`}</strong>
            <small class="muted">Form ${form.formId}, ${form.fields.filter((name) => name !== SUBMIT_FIELD).length} fields</small>
          </span>
        </label>`,
      )}
    </fieldset>
    <p class="muted">
      ${links.length > 0 ? `Links: ${links.map(({ channel, id }) => `${channel} → ${id}`).join(', ')}.` : 'The campaign has no tracking links.'}
    </p>
    <div class="control">
      <label for="id">Name it</label>
      <input
        id="id"
        .value=${publicId}
        autocomplete="off"
        spellcheck="false"
        aria-describedby="id-help id-fault"
        aria-invalid=${message ? 'true' : nothing}
        @input=${(event: Event) => rename((event.target as HTMLInputElement).value)}
      />
      <p class="help" id="id-help">The public id: it stands in the page’s snippet and stays.</p>
      ${fault('id-fault', message)}
    </div>
    <button class="primary">Go on to the fields</button>
  </form>`;
}

/** A free id that is made from Convertr's name of the form. */
export function suggestId(name: string, taken: readonly string[]): string {
  const base =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'form';
  const numbered = Array.from({ length: 99 }, (_, index) => (index === 0 ? base : `${base}-${index + 1}`));
  return numbered.find((each) => !taken.includes(each)) ?? base;
}

/** Second and third question of a new form: which of Convertr's forms, and where it will appear. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CampaignFacts } from '../../account-api.ts';
import { SUBMIT_FIELD } from '../../convertr/field-names.ts';
import { fault } from '../components/notice.ts';

export interface Choice {
  formId: number;
  publicId: string;
  /** Address of the page, as typed. */
  page: string;
  /** The page is not known yet. */
  isLater: boolean;
}

interface FormChoice {
  facts: CampaignFacts;
  choice: Choice;
  /** Sites that may already show it. Then nothing is asked. */
  sites: readonly string[];
  faults: Record<string, string>;
  change: (change: Partial<Choice>) => void;
  begin: (event: Event) => void;
}

export function drawFormChoice({ facts, choice, sites, faults, change, begin }: FormChoice) {
  const { forms, links, closed } = facts;
  if (forms.length === 0) return html`<p class="empty">This campaign has no forms at Convertr.</p>`;
  return html`<form class="card narrow" novalidate @submit=${begin}>
    <h2 id="which-form">2. Which form?</h2>
    ${closed ? html`<p class="advice">Convertr says that this campaign ${closed === 'ended' ? 'has ended' : `is ${closed}`}.</p>` : nothing}
    <fieldset class="choices">
      <legend class="away">Convertr’s forms</legend>
      ${forms.map(
        (form) => html`<label class="choice">
          <input type="radio" name="form" .checked=${live(form.formId === choice.formId)} @change=${() => change({ formId: form.formId })} />
          <span>
            <strong>${form.formName || `Form ${form.formId}`}</strong>
            <small class="muted">Form ${form.formId}, ${form.fields.filter((name) => name !== SUBMIT_FIELD).length} fields</small>
          </span>
        </label>`,
      )}
    </fieldset>
    <p class="muted">
      ${links.length > 0 ? `Tracking links: ${links.map(({ channel, id }) => `${channel} → ${id}`).join(', ')}.` : 'The campaign has no tracking links.'}
    </p>
    <div class="control">
      <label for="id">Form ID</label>
      <input
        id="id"
        .value=${choice.publicId}
        autocomplete="off"
        spellcheck="false"
        aria-describedby="id-help ${faults.id ? 'id-fault' : ''}"
        aria-invalid=${faults.id ? 'true' : nothing}
        @change=${(event: Event) => change({ publicId: toId((event.target as HTMLInputElement).value) })}
      />
      <p class="help" id="id-help">Used in the snippet. Can’t be changed later.</p>
      ${fault('id-fault', faults.id)}
    </div>
    ${sites.length > 0 ? html`<p class="muted">Allowed on ${sites.join(', ')}.</p>` : drawPlace({ choice, faults, change })}
    <button class="primary">Continue</button>
  </form>`;
}

const drawPlace = ({ choice, faults, change }: Pick<FormChoice, 'choice' | 'faults' | 'change'>) => html`
    <h2>3. Where will the form appear?</h2>
    <div class="control">
      <label for="page">Address of the page</label>
      <input
        id="page"
        type="url"
        placeholder="https://www.example.com/offer"
        ?disabled=${choice.isLater}
        .value=${choice.page}
        aria-describedby="page-help ${faults.page ? 'page-fault' : ''}"
        aria-invalid=${faults.page ? 'true' : nothing}
        @input=${(event: Event) => change({ page: (event.target as HTMLInputElement).value })}
      />
      <p class="help" id="page-help">All pages of this site may then show the form. No other site may.</p>
      ${fault('page-fault', faults.page)}
    </div>
    <div class="control tick">
      <input id="later" type="checkbox" .checked=${live(choice.isLater)} @change=${(event: Event) => change({ isLater: (event.target as HTMLInputElement).checked })} />
      <label for="later">I’ll add it later</label>
    </div>
`;

/** Turns typed text into a valid id. */
const toId = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);

/** An unused id derived from the name of Convertr's form. */
export function suggestId(name: string, taken: readonly string[]): string {
  const base = toId(name).slice(0, 60) || 'form';
  const numbered = Array.from({ length: 99 }, (_, index) => (index === 0 ? base : `${base}-${index + 1}`));
  return numbered.find((each) => !taken.includes(each)) ?? base;
}

/** The origin of a URL, typed with or without its scheme, or nothing if it is not a URL. */
export function toSite(page: string): string | undefined {
  const text = page.trim();
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  return url && /^https?:$/.test(url.protocol) && /^[^.]+(\.[^.]+)+$|^localhost$/.test(url.hostname)
    ? url.origin
    : undefined;
}

/** The errors of the answers. */
export function findChoiceFaults(
  { publicId, page, isLater }: Choice,
  taken: readonly string[],
  sites: readonly string[] = [],
): Record<string, string> {
  const faults: Record<string, string> = {};
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(publicId))
    faults.id = 'Use lower-case letters, digits and hyphens, at most 64.';
  else if (taken.includes(publicId)) faults.id = `A form with the ID ${publicId} already exists.`;
  // The console's own address for this page.
  else if (publicId === 'new') faults.id = 'The ID “new” is reserved.';
  if (sites.length === 0 && !isLater && !toSite(page))
    faults.page = 'Enter the address of the page, or choose “I’ll add it later”.';
  return faults;
}

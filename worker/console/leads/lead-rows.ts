/** Rows of the lead list. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LeadRow } from '../../account-api.ts';
import type { LeadList } from '../api-answers.ts';
import { toAgo, toDateTime } from '../components/time.ts';
import { reasonText } from './reasons.ts';
import { statusPill, verdictPill } from './status.ts';

/** Two forms may have received the same submission id. */
export const keyOf = ({ form, submission }: LeadRow): string => `${form}/${submission}`;

/** The first page, followed by the later ones that are on the screen already. */
export function joinPages(first: LeadList, shown: LeadList): LeadList {
  const end = first.leads.at(-1);
  const at = end ? shown.leads.findIndex((lead) => keyOf(lead) === keyOf(end)) : -1;
  // Without an overlap there would be a gap between the two.
  if (first.cursor === null || at < 0) return first;
  const later = shown.leads.slice(at + 1);
  return later.length > 0 ? { ...first, leads: [...first.leads, ...later], cursor: shown.cursor } : first;
}

export interface Table {
  enterprise: string;
  leads: readonly LeadRow[];
  isLoading: boolean;
  isOldestFirst: boolean;
  sort: () => void;
  selected: ReadonlySet<string>;
  select: (keys: string[], isOn: boolean) => void;
}

export function drawRows(table: Table) {
  const { leads, isLoading, isOldestFirst, selected } = table;
  const isAll = leads.length > 0 && leads.every((lead) => selected.has(keyOf(lead)));
  const onAll = (event: Event) => table.select(leads.map(keyOf), (event.target as HTMLInputElement).checked);
  return html`<div class="scroll card flush" aria-busy=${isLoading}>
    <table class="leads">
      <caption class="away">Leads, ${isOldestFirst ? 'oldest' : 'newest'} first</caption>
      <thead>
        <tr>
          <th scope="col"><input type="checkbox" aria-label="Select all shown" .checked=${isAll} @change=${onAll} /></th>
          <th scope="col">Lead</th>
          <th scope="col" aria-sort=${isOldestFirst ? 'ascending' : 'descending'}>
            <button class="sort" @click=${table.sort}>Received <span aria-hidden="true">${isOldestFirst ? '↑' : '↓'}</span></button>
          </th>
          <th scope="col">Form</th>
          <th scope="col">Status</th>
          <th scope="col">Verdict</th>
          <th scope="col">Channel</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(leads, keyOf, (lead) => drawRow(lead, table))}
      </tbody>
    </table>
  </div>`;
}

function drawRow(lead: LeadRow, { enterprise, selected, select }: Table) {
  const key = keyOf(lead);
  const name = lead.leadId === null ? lead.submission.slice(0, 8) : String(lead.leadId);
  const onSelect = (event: Event) => select([key], (event.target as HTMLInputElement).checked);
  return html`<tr>
    <td class="pick"><input type="checkbox" aria-label="Select lead ${name}" .checked=${selected.has(key)} @change=${onSelect} /></td>
    <td data-label="Lead">
      <a href="/console/leads/${enterprise}/${lead.submission}?form=${lead.form}">${name}</a>
      ${lead.possibleDuplicate ? html`<span class="chip">Possible duplicate</span>` : nothing}
    </td>
    <td data-label="Received">
      <time datetime=${lead.receivedAt}>${toDateTime(lead.receivedAt)}</time> <span class="muted ago">${toAgo(lead.receivedAt)}</span>
    </td>
    <td data-label="Form"><code>${lead.form}</code></td>
    <td data-label="Status">
      ${statusPill(lead.status)}
      ${lead.reason && lead.status !== 'discarded' ? html`<small class="muted">${reasonText(lead.reason)}</small>` : nothing}
    </td>
    <td data-label="Verdict">${verdictPill(lead.verdict)}</td>
    <td data-label="Channel">${lead.channel}${lead.linkId ? html` <span class="muted">→ ${lead.linkId}</span>` : nothing}</td>
  </tr>`;
}

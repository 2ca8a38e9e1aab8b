/** Rows of the ledger. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LeadPage, LeadRow } from '../../account-api.ts';
import { toAgo, toDateTime } from '../components/time.ts';
import { statusPill, verdictPill } from './status.ts';

/** Two forms may have got the same id. */
const keyOf = ({ form, submission }: LeadRow): string => `${form}/${submission}`;

/** The newest page, with the older ones that are shown already below it. */
export function joinPages(newest: LeadPage, shown: LeadPage): LeadPage {
  const oldest = newest.leads.at(-1);
  const at = oldest ? shown.leads.findIndex((lead) => keyOf(lead) === keyOf(oldest)) : -1;
  // Without an overlap there would be a gap between the two.
  if (newest.cursor === null || at < 0) return newest;
  const older = shown.leads.slice(at + 1);
  return older.length > 0 ? { leads: [...newest.leads, ...older], cursor: shown.cursor } : newest;
}

export function drawRows(leads: readonly LeadRow[], enterprise: string, isLoading: boolean) {
  return html`<div class="scroll card flush" aria-busy=${isLoading}>
    <table class="leads">
      <thead>
        <tr><th scope="col">Received</th><th scope="col">Form</th><th scope="col">Status</th><th scope="col">Verdict</th><th scope="col">Channel</th><th scope="col">Lead</th></tr>
      </thead>
      <tbody>
        ${repeat(leads, keyOf, (lead) => drawRow(lead, enterprise))}
      </tbody>
    </table>
  </div>`;
}

function drawRow(lead: LeadRow, enterprise: string) {
  return html`<tr>
    <td data-label="Received">
      <a href="/console/leads/${enterprise}/${lead.submission}?form=${lead.form}" title=${toDateTime(lead.receivedAt)}>${toAgo(lead.receivedAt)}</a>
    </td>
    <td data-label="Form"><code>${lead.form}</code></td>
    <td data-label="Status">${statusPill(lead.status)}</td>
    <td data-label="Verdict">${verdictPill(lead.verdict)}</td>
    <td data-label="Channel">${lead.channel}${lead.linkId ? html` <span class="muted">→ ${lead.linkId}</span>` : nothing}</td>
    <td data-label="Lead">${lead.leadId ?? html`<span class="muted">–</span>`}${lead.possibleDuplicate ? html` <span class="chip">May be there twice</span>` : nothing}</td>
  </tr>`;
}

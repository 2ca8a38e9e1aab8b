/** A lead without its answers. */
import { html, nothing, type TemplateResult } from 'lit';
import type { LeadFile } from '../api-answers.ts';
import { toDateTime, toShort } from '../components/time.ts';
import { describeSituation, reasonText } from './reasons.ts';
import { statusPill, statusWord, verdictPill } from './status.ts';

const CODES: Record<string, string> = {
  required: 'must not be blank',
  email: 'is not a valid email address',
  choice: 'is not one of Convertr’s choices',
  too_long: 'is too long',
  refused: 'was refused',
};

/** What happened, what happens next, and the risk of sending again. */
export function drawSituation(lead: LeadFile) {
  const at = lead.nextAt && Date.parse(lead.nextAt) > Date.now() ? toShort(lead.nextAt) : null;
  const situation = describeSituation(lead, at);
  if (!situation) return nothing;
  const { happened, next, risk } = situation;
  return html`<div class="situation">
    <p><strong>${happened}</strong> ${next}</p>
    ${risk ? html`<p class="muted">${risk}</p>` : nothing}
  </div>`;
}

/** The fields that Convertr complained about. Its own words may quote an answer, so they stay with the answers. */
export function drawFaults({ faults: all = [], verdict }: LeadFile) {
  // The sentence above already tells that the lead was refused.
  const faults = all.filter(({ name, code }) => name !== 'form' || code !== 'refused');
  if (faults.length === 0) return nothing;
  const title = verdict === 'invalid' ? 'Why Convertr marked it invalid' : 'What Convertr refused';
  return html`<div class="notice bad">
    <div>
      <p><strong>${title}</strong></p>
      <ul class="faults">${faults.map(({ name, code }) => html`<li>${drawFault(name, code)}</li>`)}</ul>
    </div>
  </div>`;
}

function drawFault(name: string | null, code: string) {
  if (name === null) return code;
  const words = CODES[code] ?? code;
  return name === 'form' ? `The lead as a whole ${words}` : html`<code>${name}</code> ${words}`;
}

export function drawFacts(lead: LeadFile, buttons: TemplateResult) {
  return html`<section class="card" aria-label="Facts">
    ${drawSituation(lead)} ${drawFaults(lead)} ${buttons}
    <dl class="facts">
      <dt>Status</dt><dd>${statusPill(lead.status)}</dd>
      <dt>Verdict</dt><dd>${verdictPill(lead.verdict)}</dd>
      ${lead.reason ? html`<dt>Reason</dt><dd>${reasonText(lead.reason)}</dd>` : nothing}
      <dt>Convertr’s number</dt><dd>${lead.leadId ?? html`<span class="muted">None yet</span>`}</dd>
      <dt>Form</dt><dd><a href="/console/forms/${lead.form}">${lead.form}</a></dd>
      <dt>Campaign</dt><dd>${lead.campaignId}</dd>
      <dt>Channel</dt><dd>${lead.channel}${lead.linkId ? ` → link ${lead.linkId}` : ', no link'}</dd>
      <dt>Received</dt><dd><time datetime=${lead.receivedAt}>${toDateTime(lead.receivedAt)}</time></dd>
      <dt>Times sent</dt><dd>${lead.attempts}</dd>
      ${lead.flags.length > 0 ? html`<dt>Notes</dt><dd>${lead.flags.map(reasonText).join(', ')}</dd>` : nothing}
      ${lead.possibleDuplicate ? html`<dt>Duplicate</dt><dd>Possible duplicate at Convertr</dd>` : nothing}
      <dt>Submission</dt><dd><code>${lead.submission}</code></dd>
    </dl>
  </section>`;
}

export function drawHistory({ history }: LeadFile) {
  return html`<section class="card" aria-labelledby="history-title">
    <h2 id="history-title">History</h2>
    <ol class="history">
      ${history.map(
        ({ at, from, to, why, by }) => html`<li>
          <time datetime=${at}>${toDateTime(at)}</time>
          <strong>${reasonText(why)}</strong>
          ${by ? html`<span class="muted">by ${by}</span>` : nothing}
          ${from !== to ? html`<span class="muted">${from ? `${statusWord(from)} → ` : ''}${statusWord(to)}</span>` : nothing}
        </li>`,
      )}
    </ol>
  </section>`;
}

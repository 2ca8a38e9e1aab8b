/** Handles a person's request for their data or for erasure. */
import { html, nothing, type TemplateResult } from 'lit';
import type { EraseResult, LeadRow, PersonLeads } from '../../account-api.ts';
import { api } from '../api.ts';
import { ask } from '../components/dialog.ts';
import { toDateTime } from '../components/time.ts';
import { toastError } from '../components/toast.ts';
import { ApiError, toMessage } from '../http.ts';
import { countLeads, statusPill } from './status.ts';

/** Asks for an email address if needed, shows its leads, and erases their answers on request. */
export async function findPerson(given?: string): Promise<void> {
  const email = given ?? (await askEmail());
  if (!email) return;
  try {
    const accounts = (await api.find(email)).filter(({ leads }) => leads.length > 0);
    if (accounts.length === 0) await tell('No leads found', html`<p>No lead has the address ${email}.</p>`);
    else if (await showLeads(email, accounts)) await erase(email);
  } catch (error) {
    toastError(toMessage(error));
  }
}

async function askEmail(): Promise<string> {
  let email = '';
  const text = html`<p>Finds every lead with this email address, in all accounts.</p>
    <label for="person-email">Email address</label>
    <input
      id="person-email"
      type="email"
      required
      autocomplete="off"
      @input=${({ target }: InputEvent) => {
        email = (target as HTMLInputElement).value;
      }}
    />`;
  return (await ask({ title: 'Find by email', text, confirm: 'Find' })) ? email : '';
}

function showLeads(email: string, accounts: PersonLeads[]): Promise<boolean> {
  const count = accounts.reduce((total, { leads }) => total + leads.length, 0);
  const text = html`<ul class="found" tabindex="0" aria-label="Leads found">
      ${accounts.flatMap(({ enterprise, leads }) => leads.map((lead) => drawLead(enterprise, lead)))}
    </ul>
    <p>
      Erasing deletes the answers of all these leads and discards those that are not delivered. It can’t be undone. Leads
      that Convertr has can only be erased by Convertr.
    </p>`;
  const title = `${countLeads(count)} with ${email}`;
  return ask({ title, text, confirm: 'Erase answers', cancel: 'Close', isDangerous: true });
}

const drawLead = (enterprise: string, { submission, form, leadId, receivedAt, status }: LeadRow) => html`<li>
  <a href="/console/leads/${enterprise}/${submission}?form=${form}">${leadId ?? submission.slice(0, 8)}</a>
  <span>${toDateTime(receivedAt)} · ${enterprise}, <code>${form}</code></span> ${statusPill(status)}
</li>`;

async function erase(email: string): Promise<void> {
  try {
    await tell('Answers erased', html`${(await api.erase(email)).map(drawErased)}`);
  } catch (error) {
    const done = error instanceof ApiError && (error.problem.accounts as EraseResult[] | undefined);
    if (!done) throw error;
    await tell('Only some answers are erased', html`<p role="alert">${toMessage(error)}</p>${done.map(drawErased)}`);
  }
}

const drawErased = ({ enterprise, found, erased, discarded, delivered, recoverableUntil }: EraseResult) =>
  found === 0
    ? nothing
    : html`<p><strong>${enterprise}</strong>: ${countLeads(found)} found, answers of ${erased} deleted, ${discarded} discarded.</p>
        ${
          delivered.length > 0
            ? html`<p>Convertr has ${countLeads(delivered.length)}, which only Convertr can erase: ${delivered.join(', ')}</p>`
            : nothing
        }
        <p class="muted">Cloudflare keeps the storage as it was, encrypted, until ${toDateTime(recoverableUntil)}, for a recovery.</p>`;

const tell = (title: string, text: TemplateResult) => ask({ title, text, confirm: 'Done', cancel: '' });

/** Somebody asks what is known of them, or to be forgotten. */
import { html, nothing, type TemplateResult } from 'lit';
import type { EraseResult, LeadRow, PersonLeads } from '../../account-api.ts';
import { ApiError, api, toMessage } from '../api.ts';
import { ask, toast } from '../components/dialog.ts';
import { toDateTime } from '../components/time.ts';
import { statusPill } from './status.ts';

/** Asks for an address, shows where it was given, and erases that if it is wanted. */
export async function findPerson(): Promise<void> {
  const email = await askEmail();
  if (!email) return;
  try {
    const accounts = (await api.find(email)).filter(({ leads }) => leads.length > 0);
    if (accounts.length === 0) await tell('Nothing found', html`<p>No lead has the address ${email}.</p>`);
    else if (await showLeads(accounts)) await erase(email);
  } catch (error) {
    toast(toMessage(error));
  }
}

async function askEmail(): Promise<string> {
  let email = '';
  const text = html`<p>In which leads an address was given, in all accounts.</p>
    <label for="person-email">E-mail address</label>
    <input
      id="person-email"
      type="email"
      required
      autocomplete="off"
      @input=${({ target }: InputEvent) => {
        email = (target as HTMLInputElement).value;
      }}
    />`;
  return (await ask({ title: 'Find a person', text, confirm: 'Find' })) ? email : '';
}

function showLeads(accounts: PersonLeads[]): Promise<boolean> {
  const text = html`<ul class="found">
      ${accounts.flatMap(({ enterprise, leads }) => leads.map((lead) => drawLead(enterprise, lead)))}
    </ul>
    <p>
      Erasing deletes the answers of all of these, and gives up what has not been delivered. It cannot be undone. What
      Convertr has, only Convertr can erase.
    </p>`;
  const title = count(accounts.reduce((total, { leads }) => total + leads.length, 0));
  return ask({ title, text, confirm: 'Erase the answers', cancel: 'Close', isDangerous: true });
}

const drawLead = (enterprise: string, { submission, form, receivedAt, status }: LeadRow) => html`<li>
  <a href="/console/leads/${enterprise}/${submission}?form=${form}">${toDateTime(receivedAt)}</a>
  <span>${enterprise}, <code>${form}</code></span> ${statusPill(status)}
</li>`;

async function erase(email: string): Promise<void> {
  try {
    await tell('Erased', html`${(await api.erase(email)).map(drawErased)}`);
  } catch (error) {
    const done = error instanceof ApiError && (error.problem.accounts as EraseResult[] | undefined);
    if (!done) throw error;
    await tell('Not all of it is erased', html`<p role="alert">${toMessage(error)}</p>${done.map(drawErased)}`);
  }
}

const drawErased = ({ enterprise, found, erased, discarded, delivered }: EraseResult) =>
  found === 0
    ? nothing
    : html`<p>
          <strong>${enterprise}</strong>: ${count(found)} found, answers of ${erased} deleted, ${discarded} given up.
        </p>
        ${
          delivered.length > 0
            ? html`<p>Convertr has ${delivered.length} of them, which only Convertr can erase: ${delivered.join(', ')}</p>`
            : nothing
        }`;

const tell = (title: string, text: TemplateResult) => ask({ title, text, confirm: 'Done', cancel: '' });

const count = (leads: number): string => `${leads} ${leads === 1 ? 'lead' : 'leads'}`;

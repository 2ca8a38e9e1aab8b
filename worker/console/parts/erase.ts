import { html, nothing } from 'lit';
import type { EraseResult } from '../../api.ts';
import { ApiError, api, toMessage } from '../api.ts';
import { ask, toast } from './dialog.ts';

/** Somebody asked to be forgotten: their address, then what was deleted and what only Convertr can delete. */
export async function eraseSomebody(): Promise<void> {
  let email = '';
  const text = html`<p>
      The answers of every lead with this address are deleted, in all accounts. Leads that have not been delivered are
      given up. This cannot be undone.
    </p>
    <label for="erase-email">E-mail address</label>
    <input
      id="erase-email"
      type="email"
      required
      autocomplete="off"
      @input=${({ target }: InputEvent) => {
        email = (target as HTMLInputElement).value;
      }}
    />`;
  if (!(await ask({ title: 'Erase a person', text, confirm: 'Erase', isDangerous: true }))) return;
  try {
    await tell('Erased', await api.erase(email));
  } catch (error) {
    const done = error instanceof ApiError ? (error.problem.accounts as EraseResult[] | undefined) : undefined;
    if (done) await tell('Not all of it is erased', done, toMessage(error));
    else toast(toMessage(error));
  }
}

async function tell(title: string, accounts: EraseResult[], message = ''): Promise<void> {
  const found = accounts.filter((account) => account.found > 0);
  const text = html`${message ? html`<p role="alert">${message}</p>` : nothing}
    ${found.length > 0 ? found.map(drawAccount) : html`<p>No lead has this address.</p>`}`;
  await ask({ title, text, confirm: 'Done', cancel: '' });
}

function drawAccount({ enterprise, found, erased, discarded, delivered }: EraseResult) {
  return html`<p>
      <strong>${enterprise}</strong>: ${count(found)} found, answers of ${erased} deleted, ${discarded} given up.
    </p>
    ${
      delivered.length > 0
        ? html`<p>Convertr has ${delivered.length} of them, which only Convertr can erase: ${delivered.join(', ')}</p>`
        : nothing
    }`;
}

const count = (leads: number): string => `${leads} ${leads === 1 ? 'lead' : 'leads'}`;

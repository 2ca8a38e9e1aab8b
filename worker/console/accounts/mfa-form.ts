import { html, nothing } from 'lit';
import { api } from '../api.ts';
import { toast } from '../components/toast.ts';
import { toMessage } from '../http.ts';
import { countLeads } from '../leads/status.ts';
import { focusHeading, View } from '../view.ts';

/** The form for the code that Convertr has sent as a text message. */
class MfaForm extends View<MfaForm> {
  static override properties = { enterprise: { attribute: false }, waiting: { attribute: false } };
  declare enterprise: string;
  /** Leads that cannot be sent without the code. */
  declare waiting: number | undefined;
  message = '';
  busy = false;

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const code = String(new FormData(event.target as HTMLFormElement).get('code') ?? '').trim();
    await this.#send(code, 'Signed in. Waiting leads are sent now.');
  };

  async #send(code: string | undefined, thanks: string): Promise<void> {
    if (this.busy) return;
    this.set({ busy: true, message: '' });
    try {
      await api.mfa(this.enterprise, code);
      toast(thanks);
      // The form disappears, and the focus with it.
      if (code && this.contains(document.activeElement)) focusHeading(document, 'h1');
      this.dispatchEvent(new Event('leadwire-changed', { bubbles: true }));
    } catch (error) {
      this.set({ message: toMessage(error) });
    }
    this.set({ busy: false });
    await this.updateComplete;
    if (this.message) this.querySelector('input')?.focus();
  }

  protected override render() {
    const id = `mfa-${this.enterprise}`;
    return html`<form class="mfa" @submit=${this.#submit}>
      <p class="help" id="${id}-help">
        Convertr has sent a text message with a code to the phone of this account’s Convertr user.
        ${this.waiting ? `${countLeads(this.waiting)} ${this.waiting === 1 ? 'waits' : 'wait'} for it.` : ''}
      </p>
      <label for=${id}>Code from the text message</label>
      <div class="row">
        <input
          id=${id}
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          required
          pattern="[A-Za-z0-9_\\-]{3,20}"
          aria-describedby="${id}-help ${this.message ? `${id}-fault` : ''}"
          aria-invalid=${this.message ? 'true' : nothing}
        />
        <button class="primary" aria-disabled=${this.busy}>${this.busy ? 'Checking…' : 'Sign in'}</button>
        <button type="button" @click=${() => this.#send(undefined, 'Convertr is sending a new code.')}>Request a new code</button>
      </div>
      ${this.message ? html`<p class="fault" role="alert" id="${id}-fault">${this.message}</p>` : nothing}
    </form>`;
  }
}

customElements.define('lw-mfa-form', MfaForm);

import { html, nothing } from 'lit';
import { api, toMessage } from '../api.ts';
import { toast } from '../components/dialog.ts';
import { focusHeading, View } from '../view.ts';

/** Convertr sent a text message to somebody; its code goes in here. */
class MfaForm extends View<MfaForm> {
  static override properties = { enterprise: { attribute: false } };
  declare enterprise: string;
  message = '';
  busy = false;

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const code = String(new FormData(event.target as HTMLFormElement).get('code') ?? '').trim();
    await this.#send(code, 'Signed in. Waiting leads go out now.');
  };

  async #send(code: string | undefined, thanks: string): Promise<void> {
    if (this.busy) return;
    this.set({ busy: true, message: '' });
    try {
      await api.mfa(this.enterprise, code);
      toast(thanks);
      // This goes away with the code, and the focus would be nowhere.
      if (code && this.contains(document.activeElement)) focusHeading(document, 'h1');
      this.dispatchEvent(new Event('leadwire-changed', { bubbles: true }));
    } catch (error) {
      this.set({ message: toMessage(error) });
    }
    this.set({ busy: false });
  }

  protected override render() {
    const id = `mfa-${this.enterprise}`;
    return html`<form class="mfa" @submit=${this.#submit}>
      <label for=${id}>Code from the text message</label>
      <div class="row">
        <input
          id=${id}
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          required
          pattern="[A-Za-z0-9_\\-]{3,20}"
          aria-describedby=${this.message ? `${id}-fault` : nothing}
        />
        <button class="primary" aria-disabled=${this.busy}>${this.busy ? 'Checking…' : 'Sign in'}</button>
        <button type="button" @click=${() => this.#send(undefined, 'A new code is on its way.')}>Send a new code</button>
      </div>
      ${this.message ? html`<p class="fault" role="alert" id="${id}-fault">${this.message}</p>` : nothing}
    </form>`;
  }
}

customElements.define('lw-mfa-form', MfaForm);

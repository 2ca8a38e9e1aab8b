import { html, nothing } from 'lit';
import { api } from '../api.ts';
import { icon } from '../components/icons.ts';
import { toMessage } from '../http.ts';
import { View } from '../view.ts';

class SignIn extends View<SignIn> {
  static override properties = { isExpired: { attribute: false } };
  /** The page behind it is kept. */
  declare isExpired: boolean;
  message = '';
  busy = false;
  /** The title of the page behind it, if a session has expired. */
  #title = document.title;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#title = document.title;
    document.title = 'Sign in – Leadwire';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#title !== 'Leadwire') document.title = this.#title;
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    this.set({ busy: true, message: '' });
    try {
      await api.signIn(String(new FormData(form).get('token') ?? ''));
      dispatchEvent(new Event('leadwire-signed-in'));
    } catch (error) {
      this.set({ message: toMessage(error), busy: false });
      await this.updateComplete;
      form.querySelector('input')?.focus();
    }
  };

  protected override firstUpdated(): void {
    this.querySelector('input')?.focus();
  }

  protected override render() {
    return html`<main class="sign-in">
      <form @submit=${this.#submit}>
        <p class="brand">${icon('logo')} Leadwire</p>
        <h1>Sign in</h1>
        ${this.isExpired ? html`<p>Your session has ended. Sign in to continue. What you typed is kept.</p>` : nothing}
        <label for="token">Admin token</label>
        <input
          id="token"
          name="token"
          type="password"
          autocomplete="current-password"
          required
          aria-describedby="token-help ${this.message ? 'token-fault' : ''}"
          aria-invalid=${this.message ? 'true' : nothing}
        />
        ${this.message ? html`<p class="fault" id="token-fault" role="alert">${this.message}</p>` : nothing}
        <button class="primary" aria-disabled=${this.busy}>${this.busy ? 'Signing in…' : 'Sign in'}</button>
        <p class="help" id="token-help">
          The <code>ADMIN_TOKEN</code> secret of your Worker. For local development, see <code>.dev.vars</code>. You stay
          signed in for an hour after your last action, and for 12 hours at most.
        </p>
      </form>
    </main>`;
  }
}

customElements.define('lw-sign-in', SignIn);

import { html, nothing } from 'lit';
import { type Account, api, toMessage } from '../api.ts';
import { failure, loading } from '../parts/notice.ts';
import { LOADING, type Loadable, View } from '../view.ts';
import '../parts/account-card.ts';
import '../parts/statistics.ts';

/** Often enough to see a lead arrive, seldom enough to cost nothing. */
const REFRESH_MS = 10_000;

class Overview extends View<Overview> {
  accounts: Loadable<Account[]> = LOADING;
  #timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Overview – Leadwire';
    void this.#load();
    this.#timer = setInterval(() => {
      if (!document.hidden) void this.#load();
    }, REFRESH_MS) as unknown as number;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  #load = async (): Promise<void> => {
    try {
      const value = await api.accounts();
      this.set({ accounts: { status: 'ready', value } });
    } catch (error) {
      // What was known stays on the screen; it comes back by itself.
      if (this.accounts.status !== 'ready') this.set({ accounts: { status: 'failed', message: toMessage(error) } });
    }
  };

  protected override render() {
    return html`<header class="head">
        <h1>Overview</h1>
        <a class="button primary" href="/console/forms/new">New form</a>
      </header>
      ${this.#body()}`;
  }

  #body() {
    switch (this.accounts.status) {
      case 'loading':
        return loading('Asking the accounts…');
      case 'failed':
        return failure(this.accounts.message, this.#load);
      case 'ready': {
        const { value } = this.accounts;
        if (value.length === 0) return html`<p class="empty">CONVERTR_ACCOUNTS has no accounts yet.</p>`;
        return html`<section class="cards" aria-label="Accounts">
            ${value.map(
              (account) =>
                html`<lw-account-card .account=${account} @leadwire-changed=${this.#load}></lw-account-card>`,
            )}
          </section>
          ${
            value.length > 0
              ? html`<lw-statistics .enterprises=${value.map(({ enterprise }) => enterprise).join(' ')}></lw-statistics>`
              : nothing
          }`;
      }
    }
  }
}

customElements.define('lw-overview', Overview);

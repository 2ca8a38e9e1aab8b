import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api.ts';
import type { Account } from '../api-answers.ts';
import { failure, loading, stale } from '../components/notice.ts';
import { keepFresh } from '../components/refresh.ts';
import { toMessage } from '../http.ts';
import { LOADING, type Loadable, View } from '../view.ts';
import '../accounts/account-card.ts';
import '../statistics/statistics.ts';

const REFRESH_MS = 10_000;

/** All accounts at a glance. */
class Overview extends View<Overview> {
  accounts: Loadable<Account[]> = LOADING;
  /** Why the figures are out of date. */
  message = '';
  #at = 0;
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Overview – Leadwire';
    void this.#load();
    this.#stop = keepFresh(this.#load, REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  #load = async (): Promise<void> => {
    try {
      const value = await api.accounts();
      this.#at = Date.now();
      this.set({ accounts: { status: 'ready', value }, message: '' });
    } catch (error) {
      const message = toMessage(error);
      // The old figures stay on the screen, marked as old.
      this.set(this.accounts.status === 'ready' ? { message } : { accounts: { status: 'failed', message } });
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
        return loading('Loading accounts…');
      case 'failed':
        return failure(this.accounts.message, this.#load);
      case 'ready': {
        const { value } = this.accounts;
        if (value.length === 0) return html`<p class="empty">The Worker has no accounts yet.</p>`;
        return html`${stale(this.message, this.#at)}
          <section class="cards" aria-label="Accounts">
            ${repeat(
              value,
              ({ enterprise }) => enterprise,
              (account) =>
                html`<lw-account-card .account=${account} @leadwire-changed=${this.#load}></lw-account-card>`,
            )}
          </section>
          <lw-statistics .enterprises=${value.map(({ enterprise }) => enterprise).join(' ')}></lw-statistics>`;
      }
    }
  }
}

customElements.define('lw-overview', Overview);

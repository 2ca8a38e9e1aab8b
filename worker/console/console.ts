import { html, nothing } from 'lit';
import { api } from './api.ts';
import { icon } from './components/icons.ts';
import { toastError } from './components/toast.ts';
import { toMessage } from './http.ts';
import { mayLeave, navigate, setGuard } from './router.ts';
import { focusHeading, View } from './view.ts';
import './views/sign-in.ts';
import './views/overview.ts';
import './views/forms.ts';
import './views/form.ts';
import './views/leads.ts';
import './views/lead.ts';

const SECTIONS = [
  { path: '/console', label: 'Overview', icon: 'overview' },
  { path: '/console/forms', label: 'Forms', icon: 'forms' },
  { path: '/console/leads', label: 'Leads', icon: 'leads' },
  { path: '/console/reports', label: 'Reports', icon: 'reports' },
  { path: '/console/help', label: 'Help', icon: 'help' },
] as const;

/** On every host behind Cloudflare Access. */
const ACCESS_LOGOUT = '/cdn-cgi/access/logout';

/** The frame: the session, the navigation, and the view of the current address. */
class Console extends View<Console> {
  /**
   * `expired`: the session ended while somebody was working. The view stays behind the sign-in, with everything that
   * was typed.
   */
  session: 'unknown' | 'in' | 'out' | 'expired' = 'unknown';
  /** The person that Cloudflare Access has signed in. */
  person = '';

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('leadwire-navigated', this.#moved);
    addEventListener('leadwire-signed-out', () => {
      if (this.session === 'in') this.set({ session: 'expired' });
    });
    addEventListener('leadwire-signed-in', () => {
      this.set({ session: 'in' });
      void this.#focusHeading();
    });
    void api.session().then(
      ({ signedIn, person = '' }) => this.set({ session: signedIn ? 'in' : 'out', person }),
      () => this.set({ session: 'out' }),
    );
  }

  #moved = (event: Event): void => {
    this.requestUpdate();
    if (!(event as CustomEvent<{ keepsFocus: boolean }>).detail.keepsFocus) void this.#focusHeading();
  };

  /** The focus starts at the heading of a new view. */
  async #focusHeading(): Promise<void> {
    await this.updateComplete;
    await this.#loading;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    focusHeading(this, 'h1');
    scrollTo(0, 0);
  }

  #signOut = async (): Promise<void> => {
    if (!(await mayLeave())) return;
    setGuard(undefined);
    await api.signOut().catch(() => undefined);
    // Only Access can sign out people that it has signed in.
    if (this.person) return location.assign(ACCESS_LOGOUT);
    this.set({ session: 'out' });
    await navigate('/console');
  };

  protected override render() {
    if (this.session === 'unknown') return html`<p class="splash" role="status">Loading…</p>`;
    if (this.session === 'out') return html`<lw-sign-in></lw-sign-in>`;
    const { pathname } = location;
    const isExpired = this.session === 'expired';
    return html`${isExpired ? html`<lw-sign-in .isExpired=${true}></lw-sign-in>` : nothing}<a class="skip" href="#main" @click=${this.#skip}>Skip to content</a>
      <div class="shell" ?hidden=${isExpired}>
        <header class="side">
          <a class="brand" href="/console">${icon('logo')} Leadwire</a>
          <nav aria-label="Main">
            ${SECTIONS.map(({ path, label, icon: name }) => {
              const isHere = path === '/console' ? pathname.replace(/\/$/, '') === path : pathname.startsWith(path);
              return html`<a href=${path} aria-current=${isHere ? 'page' : nothing}>${icon(name)} ${label}</a>`;
            })}
          </nav>
          ${this.person ? html`<p class="zone">Signed in as ${this.person}</p>` : nothing}
          <p class="zone">Times in UTC</p>
          <button class="quiet out" @click=${this.#signOut}>${icon('out')} <span>Sign out</span></button>
        </header>
        <main id="main" tabindex="-1">${this.#view(pathname.replace(/\/$/, ''))}</main>
      </div>`;
  }

  #skip = (event: Event): void => {
    event.preventDefault();
    this.querySelector<HTMLElement>('#main')?.focus();
  };

  /** Loads a view that most visits do not need. */
  #loading: Promise<unknown> | undefined;

  #load(view: Promise<unknown>): void {
    this.#loading = view.catch((error) => toastError(toMessage(error)));
  }

  #view(path: string) {
    // Ids contain no escapes.
    const [, , section, first, second] = path.split('/');
    if (!section) return html`<lw-overview></lw-overview>`;
    if (section === 'forms' && !first) return html`<lw-forms></lw-forms>`;
    if (section === 'forms' && first === 'new') {
      this.#load(import('./views/new-form.ts'));
      return html`<lw-new-form></lw-new-form>`;
    }
    if (section === 'forms' && first) return html`<lw-form .form=${first} .tab=${second ?? 'edit'}></lw-form>`;
    if (section === 'leads' && first && second) {
      const form = new URLSearchParams(location.search).get('form') ?? '';
      return html`<lw-lead .enterprise=${first} .submission=${second} .form=${form}></lw-lead>`;
    }
    if (section === 'leads' && first === 'reconcile') {
      this.#load(import('./views/reconcile.ts'));
      return html`<lw-reconcile .query=${location.search}></lw-reconcile>`;
    }
    if (section === 'leads') return html`<lw-leads .query=${location.search}></lw-leads>`;
    if (section === 'reports') {
      this.#load(import('./views/reports.ts'));
      return html`<lw-reports .query=${location.search}></lw-reports>`;
    }
    if (section === 'help') {
      this.#load(import('./views/help.ts'));
      return html`<lw-help></lw-help>`;
    }
    return html`<h1>Page not found</h1>
      <p><a href="/console">Go to the overview</a></p>`;
  }
}

customElements.define('lw-console', Console);

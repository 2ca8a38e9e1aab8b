import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { api } from '../api.ts';
import type { LeadList } from '../api-answers.ts';
import { keepFresh } from '../components/refresh.ts';
import { toastError } from '../components/toast.ts';
import { toMessage } from '../http.ts';
import { type Choices, NO_CHOICES, readChoices } from './choices.ts';
import { type Filter, readFilter, toApiFilter } from './lead-filters.ts';
import { joinPages } from './lead-rows.ts';

const REFRESH_MS = 10_000;
const NOTHING: LeadList = { leads: [], cursor: null };

/** Loads a list of leads page by page, and keeps its beginning fresh. */
export class LeadLoader implements ReactiveController {
  choices: Choices = NO_CHOICES;
  page: LeadList = NOTHING;
  status: 'loading' | 'ready' | 'more' | 'failed' = 'loading';
  /** Why loading failed, or why the list is old. */
  message = '';
  /** When the list was read. */
  at = 0;
  readonly #host: ReactiveControllerHost;
  readonly #read: () => { query: string; isPaused: boolean };
  #stop: (() => void) | undefined;
  #asked = 0;

  constructor(host: ReactiveControllerHost, read: () => { query: string; isPaused: boolean }) {
    this.#host = host;
    this.#read = read;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = keepFresh(this.#refresh, REFRESH_MS);
    addEventListener('leadwire-pending', this.#refresh);
  }

  hostDisconnected(): void {
    this.#stop?.();
    removeEventListener('leadwire-pending', this.#refresh);
  }

  get filter(): Filter {
    const filter = readFilter(this.#read().query);
    return { ...filter, enterprise: filter.enterprise ?? this.choices.enterprises[0] ?? '' };
  }

  async load(quietly = false): Promise<void> {
    const asked = ++this.#asked;
    if (!quietly) this.#set({ status: 'loading', message: '' });
    try {
      const choices = await this.#readChoices();
      if (asked !== this.#asked) return;
      this.#set({ choices });
      const { filter } = this;
      const page = filter.enterprise ? await api.leads(toApiFilter(filter)) : NOTHING;
      if (asked !== this.#asked) return;
      const joined = quietly ? joinPages(page, this.page) : page;
      this.#set({ page: joined, at: Date.now(), status: 'ready', message: '' });
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#set({ status: quietly ? this.status : 'failed', message: toMessage(error) });
    }
  }

  more = async (): Promise<void> => {
    if (!this.page.cursor || this.status === 'more') return;
    const asked = ++this.#asked;
    this.#set({ status: 'more' });
    try {
      const { leads, cursor } = await api.leads({ ...toApiFilter(this.filter), cursor: this.page.cursor });
      if (asked !== this.#asked) return;
      this.#set({ page: { ...this.page, leads: [...this.page.leads, ...leads], cursor }, status: 'ready' });
    } catch (error) {
      if (asked === this.#asked) this.#set({ status: 'ready' });
      toastError(toMessage(error));
    }
  };

  #refresh = (): void => {
    if (this.status === 'ready' && !this.#read().isPaused) void this.load(true);
  };

  async #readChoices(): Promise<Choices> {
    const known = this.choices.enterprises;
    const enterprises = known.length > 0 ? known : (await api.accounts()).map(({ enterprise }) => enterprise);
    const enterprise = this.filter.enterprise || enterprises[0];
    if (!enterprise || enterprise === this.choices.enterprise) return this.choices;
    return { enterprise, enterprises, ...(await readChoices(enterprise)) };
  }

  #set(change: Partial<Pick<LeadLoader, 'choices' | 'page' | 'status' | 'message' | 'at'>>): void {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }
}

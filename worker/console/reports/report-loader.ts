import type { ReactiveControllerHost } from 'lit';
import { api } from '../api.ts';
import type { FormSummary } from '../api-answers.ts';
import { announce } from '../components/toast.ts';
import { toMessage } from '../http.ts';
import { countLeads } from '../leads/status.ts';
import type { Figures, Row } from '../statistics/figures.ts';
import { LOADING, type Loadable } from '../view.ts';
import { compareRows, compareTotals } from './compare.ts';
import type { Names } from './groups.ts';
import type { Range } from './periods.ts';
import { type Report, rangesOf } from './report-query.ts';

export interface Loaded {
  report: Report;
  range: Range;
  before: Range;
  rows: Row[];
  total: Figures & { before: Figures };
  names: Names;
}

/** Loads the figures of a report and of the period before, and the names in it. */
export class ReportLoader {
  enterprises: string[] = [];
  forms: FormSummary[] = [];
  state: Loadable<Loaded> = LOADING;
  /** The figures on the screen belong to the report before. */
  isLoading = false;
  readonly #host: ReactiveControllerHost;
  #asked = 0;
  /** Names of links by account. */
  readonly #links = new Map<string, Map<string, string>>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  async load(wanted: Report): Promise<void> {
    const asked = ++this.#asked;
    this.#set({ isLoading: true });
    const change = await this.#read(wanted).catch((error) => ({
      state: { status: 'failed', message: toMessage(error) } as const,
    }));
    if (asked !== this.#asked) return;
    this.#set({ isLoading: false, ...change });
    if (this.state.status !== 'ready') return;
    const { rows, total } = this.state.value;
    announce(`Report loaded: ${countLeads(total.leads)} in ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}.`);
  }

  async #read(wanted: Report): Promise<Partial<Pick<ReportLoader, 'state'>>> {
    if (this.enterprises.length === 0) {
      const [accounts, forms] = await Promise.all([api.accounts(), api.forms()]);
      this.#set({ enterprises: accounts.map(({ enterprise }) => enterprise), forms });
    }
    const report = { ...wanted, enterprise: wanted.enterprise || (this.enterprises[0] ?? '') };
    const ranges = rangesOf(report);
    if (!ranges || !report.enterprise) return { state: { status: 'failed', message: ranges ? NO_ACCOUNT : NO_RANGE } };
    const { enterprise, by, and, form } = report;
    const count = (range: Range) => api.stats({ enterprise, by, ...(and && { and }), ...(form && { form }), ...range });
    const [now, old] = await Promise.all([count(ranges.range), count(ranges.before)]);
    const rows = compareRows(now, old, { by, and, ...ranges });
    const total = compareTotals(now, old);
    const names = { forms: this.#titles(), links: await this.#nameLinks(report, rows) };
    return { state: { status: 'ready', value: { report, ...ranges, rows, total, names } } };
  }

  #titles(): Names['forms'] {
    return new Map(this.forms.flatMap(({ form, title }) => (title ? [[form, title] as const] : [])));
  }

  /** Campaigns are asked for until all links have a name. */
  async #nameLinks({ enterprise, by, and, form }: Report, rows: readonly Row[]): Promise<Names['links']> {
    const known = this.#links.get(enterprise) ?? new Map<string, string>();
    this.#links.set(enterprise, known);
    const shown = rows.flatMap((row) => [
      ...(by === 'link' ? [row.key] : []),
      ...(and === 'link' ? [row.and ?? ''] : []),
    ]);
    const own = this.forms.filter((each) => each.enterprise === enterprise && (!form || each.form === form));
    for (const campaignId of new Set(own.map((each) => each.campaignId))) {
      if (shown.every((key) => !/^\d+$/.test(key) || known.has(key))) break;
      // A report without names is better than none.
      const facts = await api.knownCampaign(enterprise, campaignId).catch(() => undefined);
      for (const { id, name, channel } of facts?.links ?? []) known.set(String(id), name || channel);
    }
    return known;
  }

  #set(change: Partial<Pick<ReportLoader, 'enterprises' | 'forms' | 'state' | 'isLoading'>>): void {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }
}

const NO_ACCOUNT = 'The Worker has no accounts yet.';
const NO_RANGE = 'Choose two days, the first not after the last, and at most two years.';

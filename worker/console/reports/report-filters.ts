import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { FormSummary } from '../api-answers.ts';
import { GROUP_NAMES, GROUPS } from './groups.ts';
import { PERIODS, type Range } from './periods.ts';
import type { Report } from './report-query.ts';

interface Filters {
  report: Report;
  enterprise: string;
  enterprises: readonly string[];
  forms: readonly FormSummary[];
  /** The days of the period that is shown: a custom one begins with them. */
  range: Range | undefined;
  change: (change: Record<string, string>) => void;
}

export function drawReportFilters({ report, enterprise, enterprises, forms, range, change }: Filters) {
  const choose = (
    label: string,
    current: string,
    options: readonly (readonly [value: string, word: string])[],
    toChange: (value: string) => Record<string, string>,
  ) => html`<label>${label}
    <select @change=${(event: Event) => change(toChange((event.target as HTMLSelectElement).value))}>
      ${options.map(([value, word]) => html`<option value=${value} .selected=${live(value === current)}>${word}</option>`)}
    </select>
  </label>`;
  const day = (key: 'from' | 'to', label: string) => html`<label>${label}
    <input
      type="date"
      .value=${live(report.given[key])}
      @change=${(event: Event) => change({ [key]: (event.target as HTMLInputElement).value })}
    />
  </label>`;
  const groups = GROUP_NAMES.map((name) => [name, GROUPS[name].label] as const);
  const own = forms
    .filter((form) => form.enterprise === enterprise)
    .map(({ form, title }) => [form, title ? `${title} (${form})` : form] as const);
  const shown = report.form && !own.some(([form]) => form === report.form) ? [[report.form, report.form] as const] : [];
  return html`<form class="filters" aria-label="Report" @submit=${(event: Event) => event.preventDefault()}>
    ${
      enterprises.length > 1
        ? choose(
            'Account',
            enterprise,
            enterprises.map((name) => [name, name]),
            (value) => ({ enterprise: value, form: '' }),
          )
        : nothing
    }
    ${choose('Group by', report.by, groups, (by) => ({ by, sort: '', ...(by === report.and && { and: '' }) }))}
    ${choose('And by', report.and ?? '', [['', 'Nothing else'], ...groups.filter(([name]) => name !== report.by)], (and) => ({ and, sort: '' }))}
    ${choose('Form', report.form, [['', 'All forms'], ...own, ...shown], (form) => ({ form }))}
    ${choose('Period', report.period, Object.entries(PERIODS), (period) => ({
      period,
      from: period === 'custom' ? (range?.from ?? '') : '',
      to: period === 'custom' ? (range?.to ?? '') : '',
    }))}
    ${report.period === 'custom' ? [day('from', 'From'), day('to', 'To')] : nothing}
  </form>`;
}

/** Filters of the lead list. They are kept in the address, so that a list can be bookmarked and shared. */
import { html, nothing } from 'lit';
import type { Status } from '../../account-api.ts';
import type { Choices } from './choices.ts';
import { isView, STATUS_NAMES, statusWord, VERDICT_NAMES, VIEWS } from './status.ts';

const KEYS = [
  'enterprise',
  'find',
  'form',
  'status',
  'verdict',
  'channel',
  'from',
  'to',
  'duplicate',
  'order',
] as const;
export type Filter = Partial<Record<(typeof KEYS)[number], string>>;

/** The list that was viewed last, to which a lead's page links back. */
let last = '';
export const keepFilter = (query: string): void => {
  last = query;
};
export const lastFilter = (enterprise: string): string =>
  readFilter(last).enterprise === enterprise ? last : `?enterprise=${enterprise}`;

export const isNarrowed = (filter: Filter): boolean =>
  KEYS.some((key) => key !== 'enterprise' && key !== 'order' && filter[key]);

export function readFilter(query: string): Filter {
  const given = new URLSearchParams(query);
  return Object.fromEntries(KEYS.flatMap((key) => (given.get(key) ? [[key, given.get(key) ?? '']] : [])));
}

export const toQuery = (filter: Filter): string =>
  new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString();

/** The list of what the figures count. */
export const toCountedList = (filter: Filter): string => `/console/leads?${toQuery({ status: 'counted', ...filter })}`;

/** As the admin API has it. A view stands for several states. */
export const toApiFilter = ({ status, ...rest }: Filter): Filter => ({
  ...rest,
  status: isView(status) ? VIEWS[status].statuses.join(',') : (status ?? ''),
});

/** All leads, those that need attention, and those that are sent automatically. */
export function drawViews(filter: Filter) {
  const views = [['', 'All leads'], ...Object.entries(VIEWS).map(([name, { label }]) => [name, label])] as const;
  const current = isView(filter.status) || !filter.status ? (filter.status ?? '') : undefined;
  return html`<nav class="tabs" aria-label="Views">
    ${views.map(([name, label]) => {
      const query = toQuery({ enterprise: filter.enterprise ?? '', form: filter.form ?? '', status: name });
      return html`<a href="/console/leads?${query}" aria-current=${name === current ? 'page' : nothing}>${label}</a>`;
    })}
  </nav>`;
}

export function drawFilters(filter: Filter, choices: Choices, change: (key: keyof Filter, value: string) => void) {
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const withCurrent = (known: string[], current = '') => [...new Set([...known, current])].filter(Boolean);
  const onChange = (key: keyof Filter) => (event: Event) =>
    change(key, (event.target as HTMLInputElement).value.trim());
  const choose = (key: keyof Filter, label: string, values: readonly string[], word = (value: string) => value) =>
    html`<label>${label}
      <select @change=${onChange(key)}>
        ${key === 'enterprise' ? nothing : html`<option value="" ?selected=${!filter[key]}>Any</option>`}
        ${values.map((value) => html`<option value=${value} ?selected=${value === filter[key]}>${word(value)}</option>`)}
      </select>
    </label>`;
  const day = (key: 'from' | 'to', label: string) =>
    html`<label>${label} <input type="date" .value=${filter[key] ?? ''} @change=${onChange(key)} /></label>`;
  const toStatus = (name: string) => (isView(name) ? VIEWS[name].label : statusWord(name as Status));
  return html`<form class="filters" role="search" aria-label="Filter leads" @submit=${(event: Event) => event.preventDefault()}>
    <label class="find">Lead number, submission ID or email
      <input type="search" .value=${filter.find ?? ''} autocomplete="off" @change=${onChange('find')} />
    </label>
    ${choices.enterprises.length > 1 ? choose('enterprise', 'Account', choices.enterprises) : nothing}
    ${choose('form', 'Form', withCurrent(choices.forms, filter.form))}
    ${choose('status', 'Status', [...Object.keys(VIEWS), ...STATUS_NAMES], toStatus)}
    ${choose('verdict', 'Verdict', [...VERDICT_NAMES, 'none'], (name) => (name === 'none' ? 'None yet' : capital(name)))}
    ${choose('channel', 'Channel', withCurrent(choices.channels, filter.channel))} ${day('from', 'From')} ${day('to', 'To')}
    ${
      filter.duplicate
        ? html`<button type="button" aria-pressed="true" @click=${() => change('duplicate', '')}>Possible duplicates only</button>`
        : nothing
    }
  </form>`;
}

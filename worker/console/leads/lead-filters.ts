/** What the ledger can be narrowed to. The filter stands in the address, so that it can be kept and shared. */
import { html, nothing } from 'lit';
import type { Status } from '../../account-api.ts';
import { CHANNELS } from '../editor/names.ts';
import { STATUS_NAMES, statusWord, VERDICT_NAMES } from './status.ts';

const KEYS = ['enterprise', 'form', 'status', 'verdict', 'channel', 'day'] as const;
export type Filter = Partial<Record<(typeof KEYS)[number], string>>;
type Change = (key: keyof Filter, value: string) => void;

/** The filter that was looked at last: whoever comes back from a lead goes on there. */
let last = '';
export const keepFilter = (query: string): void => {
  last = query;
};
export const lastFilter = (enterprise: string): string =>
  readFilter(last).enterprise === enterprise ? last : `?enterprise=${enterprise}`;

export const isNarrowed = (filter: Filter): boolean => KEYS.some((key) => key !== 'enterprise' && filter[key]);

export function readFilter(query: string): Filter {
  const given = new URLSearchParams(query);
  return Object.fromEntries(KEYS.flatMap((key) => (given.get(key) ? [[key, given.get(key) ?? '']] : [])));
}

export function drawFilters(filter: Filter, enterprises: string[], forms: string[], change: Change) {
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const known = [...new Set([...forms, ...(filter.form ? [filter.form] : [])])];
  const typed = (key: keyof Filter) => (event: Event) => change(key, (event.target as HTMLInputElement).value.trim());
  const choose = (key: keyof Filter, label: string, values: readonly string[], word = (value: string) => value) =>
    html`<label>${label}
      <select @change=${typed(key)}>
        ${key === 'enterprise' ? nothing : html`<option value="" ?selected=${!filter[key]}>Any</option>`}
        ${values.map((value) => html`<option value=${value} ?selected=${value === filter[key]}>${word(value)}</option>`)}
      </select>
    </label>`;
  return html`<form class="filters" role="search" aria-label="Filter leads" @submit=${(event: Event) => event.preventDefault()}>
    ${choose('enterprise', 'Account', enterprises)} ${choose('form', 'Form', known)}
    ${choose('status', 'Status', STATUS_NAMES, (name) => statusWord(name as Status))}
    ${choose('verdict', 'Verdict', VERDICT_NAMES, capital)}
    <label>Channel <input .value=${filter.channel ?? ''} placeholder="Any" list="channels" @change=${typed('channel')} /></label>
    <datalist id="channels">${CHANNELS.map((name) => html`<option value=${name}></option>`)}</datalist>
    <label>Day (UTC) <input type="date" .value=${filter.day ?? ''} @change=${typed('day')} /></label>
  </form>`;
}

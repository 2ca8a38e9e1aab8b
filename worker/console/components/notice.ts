import { html, nothing } from 'lit';
import { icon } from './icons.ts';
import { toClock } from './time.ts';

export const loading = (what: string) =>
  html`<p class="loading" role="status"><span class="spinner" aria-hidden="true"></span> ${what}</p>`;

export const failure = (message: string, again?: () => void) =>
  html`<div class="notice bad" role="alert">
    ${icon('bad')}
    <p>${message}</p>
    ${again ? html`<button @click=${again}>Try again</button>` : nothing}
  </div>`;

/** What is on the screen is old, and why. */
export const stale = (message: string, since: number) =>
  message
    ? html`<p class="advice stale" role="status">Not refreshed since ${toClock(since)}: ${message} It is asked again by itself.</p>`
    : nothing;

/** A fault at its field; the id is what the field's `aria-describedby` names. */
export const fault = (id: string, message: string | undefined) =>
  message ? html`<p class="fault" id=${id}>${message}</p>` : nothing;

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

/** A status message. Its region is rendered first, because many screen readers miss one that appears with its text. */
export const status = (message: unknown, extra = '') =>
  html`<div class="status ${extra}" role="status">${message}</div>`;

/** Shows that the figures are old, and why. */
export const stale = (message: string, since: number) =>
  status(
    message
      ? html`<p class="advice stale">Last updated at ${toClock(since)}. ${message} Retrying automatically.</p>`
      : nothing,
  );

/** An error at its field, which refers to this id in `aria-describedby`. */
export const fault = (id: string, message: string | undefined) =>
  message ? html`<p class="fault" id=${id}>${message}</p>` : nothing;

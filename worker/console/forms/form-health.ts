/** Whether a form works, as far as a list can tell. */
import { html, nothing } from 'lit';
import type { LeadRow } from '../../account-api.ts';
import type { Drift } from '../../forms/configuration/drift.ts';
import { api } from '../api.ts';
import type { FormSummary } from '../api-answers.ts';
import { pill } from '../leads/status.ts';

export interface Health {
  drift: Drift | 'unknown';
  /** Null: none yet. Undefined: unknown. */
  last: LeadRow | null | undefined;
}

export async function readHealth({ form, enterprise }: FormSummary): Promise<Health> {
  const [drift, last] = await Promise.all([
    api.drift(form).catch(() => 'unknown' as const),
    api.leads({ enterprise, form, limit: '1' }).then(
      ({ leads }) => leads[0] ?? null,
      () => undefined,
    ),
  ]);
  return { drift, last };
}

/** A form that no page may show is not healthy, even if its fields match. */
export function drawHealth({ form, pages }: FormSummary, health: Health | undefined) {
  if (health === undefined) return html`<span class="muted">Checking…</span>`;
  const place =
    pages === 0
      ? html`<a class="pill warn" href="/console/forms/${form}?tab=delivery">Not on any page yet<span class="away">: ${form}</span></a>`
      : nothing;
  return html`${place} ${drawDrift(health.drift, pages === 0)}`;
}

function drawDrift(drift: Drift | 'unknown', isUnplaced: boolean) {
  if (drift === 'unknown') return pill('Not checked', 'plain');
  if (drift.fits) return isUnplaced ? nothing : pill('Matches Convertr', 'good');
  if (!drift.listed) return pill('Deleted at Convertr', 'bad');
  const count = ({ length }: string[], word: string) => (length > 0 ? [`${length} ${word}`] : []);
  const what = [...count(drift.added, 'new'), ...count(drift.missing, 'removed')].join(', ');
  return html`${drift.missing.length > 0 ? pill('Fields changed', 'warn') : pill('New fields', 'plain')}<span class="muted">${what}</span>`;
}

/** Resending many leads at once: a count for each kind, and a choice of kinds. */
import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import type { LeadRow, Status } from '../../account-api.ts';
import { api } from '../api.ts';
import { ask } from '../components/dialog.ts';
import { toast, toastError } from '../components/toast.ts';
import { toMessage } from '../http.ts';
import { type Filter, toApiFilter } from './lead-filters.ts';
import { countLeads, isView, RESENT, statusWord, VIEWS } from './status.ts';

interface Kind {
  status: Status;
  count: number;
  isOn: boolean;
}

const WARNINGS: Partial<Record<Status, string>> = {
  refused: 'Without a correction they are likely to be refused again.',
  held: 'If their campaign is still closed, they are held again.',
  unknown: 'Convertr may have them already: duplicates are possible.',
  quarantined: 'They look like bots. Convertr may mark them invalid.',
};
/** Unticked at first, because sending them by accident may cost money. */
const UNTICKED: readonly Status[] = ['unknown', 'quarantined'];

/** Resends what the filter finds, in the kinds that the operator ticks. */
export async function resendFiltered(enterprise: string, filter: Filter): Promise<void> {
  const { status } = filter;
  const wanted: readonly string[] = isView(status) ? VIEWS[status].statuses : status ? [status] : RESENT;
  const { enterprise: _, order: __, ...rest } = toApiFilter(filter);
  const filterOf = (kind: Status) =>
    Object.fromEntries(Object.entries({ ...rest, status: kind }).filter(([, value]) => value)) as Record<
      string,
      string
    >;
  try {
    const kinds = await Promise.all(
      RESENT.filter((kind) => wanted.includes(kind)).map(async (kind) => ({
        status: kind,
        count: await api.countRetry(enterprise, filterOf(kind)),
      })),
    );
    const chosen = await chooseKinds(kinds);
    if (chosen.length === 0) return;
    let queued = 0;
    for (const { status: kind, count } of chosen) {
      let left = count;
      while (left > 0) {
        const { retried, remaining } = await api.retryAll(enterprise, filterOf(kind), left);
        queued += retried;
        left = retried > 0 ? remaining : 0;
      }
    }
    toast(`${countLeads(queued)} added to the queue.`);
  } catch (error) {
    toastError(toMessage(error));
  }
}

/** Resends the selected rows, in the kinds that the operator ticks. */
export async function resendSelected(enterprise: string, rows: readonly LeadRow[]): Promise<void> {
  const kinds = RESENT.map((status) => ({ status, count: rows.filter((row) => row.status === status).length }));
  const chosen = (await chooseKinds(kinds)).map(({ status }) => status);
  const sent = rows.filter(({ status }) => chosen.includes(status));
  if (sent.length === 0) return;
  const failed: unknown[] = [];
  for (const { submission, form } of sent) {
    await api.retry(enterprise, submission, form).catch((error: unknown) => failed.push(error));
  }
  if (failed.length < sent.length) toast(`${countLeads(sent.length - failed.length)} added to the queue.`);
  if (failed.length > 0) toastError(`${countLeads(failed.length)} not resent. ${toMessage(failed[0])}`);
}

async function chooseKinds(counts: { status: Status; count: number }[]): Promise<Kind[]> {
  const kinds: Kind[] = counts
    .filter(({ count }) => count > 0)
    .map((kind) => ({ ...kind, isOn: !UNTICKED.includes(kind.status) }));
  if (kinds.length === 0) {
    toast('No leads here can be resent.');
    return [];
  }
  const total = () => kinds.filter(({ isOn }) => isOn).reduce((sum, { count }) => sum + count, 0);
  // The dialog is not a view, so its button's number is updated by hand.
  const onTick = (kind: Kind) => (event: Event) => {
    const box = event.target as HTMLInputElement;
    kind.isOn = box.checked;
    const button = box.closest('dialog')?.querySelector('button[value="yes"]');
    if (button) button.textContent = toLabel(total());
  };
  const text = html`<fieldset class="kinds">
    <legend class="away">Kinds of leads</legend>
    ${kinds.map(
      (kind) => html`<div class="control tick">
        <input id="kind-${kind.status}" type="checkbox" aria-describedby="kind-${kind.status}-help" .checked=${live(kind.isOn)} @change=${onTick(kind)} />
        <label for="kind-${kind.status}">${statusWord(kind.status)}: ${kind.count}</label>
        <p class="help" id="kind-${kind.status}-help">${WARNINGS[kind.status]}</p>
      </div>`,
    )}
  </fieldset>`;
  const isSure = await ask({ title: 'Resend leads', text, confirm: toLabel(total()) });
  return isSure ? kinds.filter(({ isOn }) => isOn) : [];
}

const toLabel = (count: number): string => (count === 0 ? 'Send none' : `Send ${countLeads(count)}`);

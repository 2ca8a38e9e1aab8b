import type { LeadRow } from '../../account-api.ts';
import { api } from '../api.ts';
import { doUndoable, toast } from '../components/toast.ts';
import { toMessage } from '../http.ts';
import { keyOf } from './lead-rows.ts';
import { countLeads, DISCARDED } from './status.ts';

/** Discards the selected rows after ten seconds in which that can be undone. */
export function discardSelected(enterprise: string, rows: readonly LeadRow[]): void {
  const wanted = rows.filter(({ status }) => DISCARDED.includes(status));
  if (wanted.length === 0) {
    toast('None of these can be discarded.');
    return;
  }
  void doUndoable({
    key: `discard ${wanted.map(keyOf).join(' ')}`,
    text: `Discarding ${countLeads(wanted.length)}.`,
    done: `${countLeads(wanted.length)} discarded.`,
    onError: toMessage,
    work: async () => {
      const failed: unknown[] = [];
      for (const { submission, form } of wanted) {
        await api.discard(enterprise, submission, form).catch((error: unknown) => failed.push(error));
      }
      if (failed.length > 0) throw new Error(`${countLeads(failed.length)} not discarded. ${toMessage(failed[0])}`);
    },
  });
}

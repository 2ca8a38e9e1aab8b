import { parseFormConfig } from '../../forms/configuration/config.ts';
import type { AccountContext } from '../context.ts';
import { KV_TIMEOUT_MS, withTimeout } from '../timeout.ts';
import type { WrongIds } from '../upstream/wrong-ids.ts';

/** Reads the configurations again of the forms that are about to try: somebody may have corrected their ids. */
export async function readCorrectedIds(context: AccountContext, wrongIds: WrongIds, now: number): Promise<void> {
  for (const [form, { nextTryAt }] of wrongIds.list()) {
    if (nextTryAt > now) continue;
    const text = await withTimeout(KV_TIMEOUT_MS, context.forms.get(form));
    const config = text === null ? undefined : parseFormConfig(JSON.parse(text));
    if (!config?.ok) continue;
    wrongIds.readdress(form, { campaign: config.value.campaignId, convertr_form: config.value.formId }, now);
  }
}

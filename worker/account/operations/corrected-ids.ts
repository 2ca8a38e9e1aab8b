import { parseFormConfig } from '../../forms/configuration/config.ts';
import type { AccountContext } from '../context.ts';
import { KV_TIMEOUT_MS, withTimeout } from '../timeout.ts';
import type { WrongIds } from '../upstream/wrong-ids.ts';

/**
 * Before forms with wrong ids are tried again, reads their configurations, because somebody may have corrected the ids.
 */
export async function readCorrectedIds(context: AccountContext, wrongIds: WrongIds, now: number): Promise<void> {
  for (const [form, { nextTryAt }] of wrongIds.list()) {
    if (nextTryAt > now) continue;
    const text = await withTimeout(KV_TIMEOUT_MS, context.forms.get(form));
    const config = text === null ? undefined : parseFormConfig(JSON.parse(text));
    if (!config?.ok) continue;
    wrongIds.readdress(form, { campaign: config.value.campaignId, convertr_form: config.value.formId }, now);
  }
}

/** Which id is wrong when Convertr answers 404 to a lead, and the alert for it. */
import type { AccountState, CampaignFacts } from '../../account-api.ts';
import type { Result } from '../../result.ts';
import type { Alerts } from '../alerts.ts';
import type { ReadFault } from './report-outcome.ts';

/** Which of the three ids Convertr does not know. */
export type WrongId = AccountState['wrongIds'][number]['wrong'];

/** The destination of a lead, besides the publisher. */
export type Ids = { campaign: number; convertr_form: number };

export const isSame = (one: Ids, other: Ids): boolean =>
  one.campaign === other.campaign && one.convertr_form === other.convertr_form;

const ALERTS = {
  form: 'wrong_form_id',
  campaign: 'wrong_campaign_id',
  publisher: 'wrong_publisher_id',
  unknown: 'wrong_ids',
} as const satisfies Record<WrongId, string>;

/**
 * @param read Convertr's answer about the campaign. That call does not contain the publisher's id.
 * @returns undefined if that shows nothing.
 */
export function findWrongId(read: Result<CampaignFacts, ReadFault>, convertrForm: number): WrongId | undefined {
  if (!read.ok) return read.error === 'not_found' ? 'campaign' : undefined;
  return read.value.forms.some(({ formId }) => formId === convertrForm) ? 'publisher' : 'form';
}

/** A wrong publisher id is one cause, regardless of how many forms it stops. */
export function reportWrongId(
  alerts: Alerts,
  { form, wrong, isActive, hasOthers }: { form: string; wrong: WrongId; isActive: boolean; hasOthers: boolean },
  now: number,
): void {
  if (wrong === 'publisher') alerts.report(ALERTS[wrong], isActive || hasOthers, now);
  else alerts.report(ALERTS[wrong], isActive, now, form);
}

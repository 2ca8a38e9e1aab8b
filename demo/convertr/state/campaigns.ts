import * as v from 'valibot';
import { createCampaigns } from '../seeds/campaigns.ts';
import { toFieldRule } from '../seeds/fields.ts';
import type { Campaign, CampaignState } from './model.ts';

const fieldName = v.pipe(v.string(), v.regex(/^form(\[[^[\]]+\])+(\[\])?$/));

const fieldObject = v.strictObject({
  key: fieldName,
  hidden: v.exactOptional(v.boolean()),
  required: v.exactOptional(v.boolean()),
});

export const campaignSchema = v.strictObject({
  state: v.exactOptional(
    v.picklist(['open', 'not_started', 'fulfilled', 'paused', 'inactive', 'deleted', 'redirecting']),
  ),
  words: v.exactOptional(v.nullable(v.pipe(v.string(), v.minLength(1)))),
  cap: v.exactOptional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)))),
  fields: v.exactOptional(v.record(v.pipe(v.string(), v.regex(/^\d+$/)), v.array(v.union([fieldName, fieldObject])))),
});

export type CampaignChange = v.InferOutput<typeof campaignSchema>;

/** The campaigns of all enterprises. */
export class Campaigns {
  readonly #byKey = new Map(createCampaigns().map((campaign) => [`${campaign.enterprise}/${campaign.id}`, campaign]));

  all(): Campaign[] {
    return [...this.#byKey.values()];
  }

  /** Another enterprise's campaign is as unknown as one that doesn't exist. */
  find(enterprise: string, id: number): Campaign | undefined {
    return this.#byKey.get(`${enterprise}/${id}`);
  }

  /** A cap counts from the change on. Opening a campaign again restarts its cap. */
  change(enterprise: string, id: number, { state, words, cap, fields }: CampaignChange): void {
    const campaign = this.find(enterprise, id);
    if (!campaign) return;
    if (state !== undefined) campaign.state = state;
    if (words !== undefined) campaign.words = words;
    if (cap !== undefined) campaign.cap = cap;
    if (cap !== undefined || state === 'open') campaign.room = campaign.cap;
    campaign.forms = campaign.forms.map((form) => {
      const names = fields?.[form.id];
      return names ? { ...form, fields: names.map(toFieldRule) } : form;
    });
  }

  countLead(enterprise: string, id: number): void {
    const campaign = this.find(enterprise, id);
    if (campaign?.room) campaign.room -= 1;
  }
}

/** A campaign is fulfilled as soon as its cap is reached [doc: the 403's text; inferred: that a cap does it]. */
export function getState({ state, room }: Campaign): CampaignState {
  return state === 'open' && room === 0 ? 'fulfilled' : state;
}

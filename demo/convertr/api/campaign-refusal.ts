import { getState } from '../state/campaigns.ts';
import type { Campaign } from '../state/model.ts';
import type { Settings } from '../state/settings.ts';
import { campaignRefused } from './errors.ts';

/** Only the first two are to the letter of the vendor's page [doc]; the third is in the webhook's [doc]. */
const WORDS = {
  not_started: 'Campaign has not started yet',
  fulfilled: 'Campaign is fulfilled',
  inactive: 'Campaign is inactive',
  paused: 'Campaign is paused',
};

/** Why a campaign takes no lead; undefined when it takes one. */
export function refuseLead(campaign: Campaign, settings: Settings): Response | undefined {
  const state = getState(campaign);
  switch (state) {
    case 'open':
    // The caller answers 404 to a campaign that is gone.
    case 'deleted':
      return undefined;
    case 'redirecting':
      // A client that follows sends a GET, is answered 200, and the lead is gone.
      return new Response(null, {
        status: settings.campaignRedirectStatus,
        headers: { Location: '/api/elsewhere' },
      });
    default:
      return campaignRefused(campaign.words ?? WORDS[state], settings);
  }
}

import { getState } from '../state/campaigns.ts';
import type { Campaign } from '../state/model.ts';
import type { Settings } from '../state/settings.ts';
import { campaignRefused } from './errors.ts';

/** The first two are exactly as on the vendor's page [doc]. The third is in the webhook's documentation [doc]. */
const WORDS = {
  not_started: 'Campaign has not started yet',
  fulfilled: 'Campaign is fulfilled',
  inactive: 'Campaign is inactive',
  paused: 'Campaign is paused',
};

/** Why a campaign accepts no lead, or undefined if it accepts one. */
export function refuseLead(campaign: Campaign, settings: Settings): Response | undefined {
  const state = getState(campaign);
  switch (state) {
    case 'open':
    // The caller answers 404 for a deleted campaign.
    case 'deleted':
      return undefined;
    case 'redirecting':
      // A client that follows it sends a GET, gets a 200, and the lead is lost.
      return new Response(null, {
        status: settings.campaignRedirectStatus,
        headers: { Location: '/api/elsewhere' },
      });
    default:
      return campaignRefused(campaign.words ?? WORDS[state], settings);
  }
}

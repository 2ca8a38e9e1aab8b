import { findClickId } from './click-ids.ts';
import { classifyHost } from './referrers.ts';
import { parseUrl, readSources } from './sources.ts';

/** How a visitor came. */
export interface Visit {
  /** URLs, as the page saw them. */
  page?: string | undefined;
  referrer?: string | undefined;
  /** The channel that the page itself sets. */
  explicit?: string | undefined;
}

/** Longer than any group's name. */
const EXPLICIT_MAX_LENGTH = 64;

const PAID = /^(.*cp.*|ppc|retargeting|paid.*)$/;
const SHOPPING_CAMPAIGN = /^(.*(([^a-df-z]|^)shop|shopping).*)$/;
const DISPLAY = /^(display|banner|expandable|interstitial|cpm)$/;
const ORGANIC_SOCIAL = /^(social|social-network|social-media|sm|social network|social media)$/;
const EMAIL = /^e[-_ ]?mail$/;
const DIRECT: readonly string[] = ['direct', '(direct)'];
const NO_MEDIUM: readonly string[] = ['', '(none)', '(not set)'];

/**
 * The traffic channel: the explicit text, else one of GA4's default channel groups.
 *
 * The order is that of Google's published rules (Analytics Help, "Default channel group"): UTM parameters and click
 * ids on the page first, then the referrer's host, else Direct.
 *
 * @param sources those of the visit's page, if they are known.
 */
export function detectChannel(visit: Visit, sources = readSources(visit.page)): string {
  const explicit = visit.explicit?.trim().slice(0, EXPLICIT_MAX_LENGTH);
  if (explicit) return explicit;
  const source = (sources.utm_source ?? '').toLowerCase();
  const medium = (sources.utm_medium ?? '').toLowerCase();
  const campaign = (sources.utm_campaign ?? '').toLowerCase();
  const clicked = findClickId(sources);
  if (clicked && !medium) return fromClick(clicked.channel, source, campaign);
  if (!source && !medium) return fromReferrer(visit) ?? (campaign ? 'Unassigned' : 'Direct');
  return fromTags(source, medium, campaign) ?? clicked?.channel ?? 'Unassigned';
}

/** A click id replaces a missing `utm_medium`. The other parameters may select a finer group. */
function fromClick(channel: string, source: string, campaign: string): string {
  const medium = channel.startsWith('Paid') ? 'cpc' : channel === 'Display' ? 'display' : '';
  const tagged = fromTags(source, medium, campaign);
  return tagged === undefined || tagged === 'Paid Other' ? channel : tagged;
}

function fromTags(source: string, medium: string, campaign: string): string | undefined {
  const kind = classifyHost(source) ?? classifyHost(`${source}.com`);
  const paid = PAID.test(medium);
  if (campaign.includes('cross-network')) return 'Cross-network';
  if (paid && (kind === 'shopping' || SHOPPING_CAMPAIGN.test(campaign))) return 'Paid Shopping';
  if (paid && kind === 'search') return 'Paid Search';
  if (paid && kind === 'social') return 'Paid Social';
  if (paid && kind === 'video') return 'Paid Video';
  if (DISPLAY.test(medium)) return 'Display';
  // Google has no such rule. Here the medium alone names the kind, as in "paid_social" or "paidsearch".
  if (paid && medium.includes('social')) return 'Paid Social';
  if (paid && medium.includes('search')) return 'Paid Search';
  if (paid && medium.includes('video')) return 'Paid Video';
  if (paid) return 'Paid Other';
  if (kind === 'shopping' || SHOPPING_CAMPAIGN.test(campaign)) return 'Organic Shopping';
  if (kind === 'social' || ORGANIC_SOCIAL.test(medium)) return 'Organic Social';
  if (kind === 'video' || medium.includes('video')) return 'Organic Video';
  if (kind === 'search' || medium === 'organic') return 'Organic Search';
  if (EMAIL.test(medium) || EMAIL.test(source) || kind === 'webmail') return 'Email';
  if (medium === 'affiliate' || medium === 'affiliates') return 'Affiliates';
  if (kind === 'assistant' || medium === 'ai-assistant') return 'AI Assistant';
  if (medium === 'referral' || medium === 'app' || medium === 'link') return 'Referral';
  if (medium === 'audio') return 'Audio';
  if (source === 'sms' || medium === 'sms') return 'SMS';
  if (medium.endsWith('push') || medium.includes('mobile') || medium.includes('notification')) {
    return 'Mobile Push Notifications';
  }
  if (source === 'firebase') return 'Mobile Push Notifications';
  return DIRECT.includes(source) && NO_MEDIUM.includes(medium) ? 'Direct' : undefined;
}

const ORGANIC_GROUPS = {
  shopping: 'Organic Shopping',
  search: 'Organic Search',
  social: 'Organic Social',
  video: 'Organic Video',
  webmail: 'Email',
  assistant: 'AI Assistant',
} as const;

function fromReferrer({ page, referrer }: Visit): string | undefined {
  const from = parseReferrerHost(referrer);
  if (!from) return undefined;
  const to = parseUrl(page)?.hostname;
  if (to && isSameSite(from, to)) return undefined;
  const kind = classifyHost(from);
  return kind ? ORGANIC_GROUPS[kind] : 'Referral';
}

/** Android's apps send a referrer such as `android-app://com.google.android.gm/`. */
function parseReferrerHost(referrer: string | undefined): string | undefined {
  const app = referrer?.startsWith('android-app://') ? URL.parse(referrer) : null;
  return (app ?? parseUrl(referrer))?.hostname;
}

/** Moving between hosts of one site, such as `www.example.com` and `landing.example.com`, is not a referral. */
function isSameSite(from: string, to: string): boolean {
  const [here, there] = [to, from].map((host) => host.replace(/^www\./, '').replace(/\.$/, ''));
  return here === there || `${here}`.endsWith(`.${there}`) || `${there}`.endsWith(`.${here}`);
}

/** Which of a campaign's tracking links a lead goes to. */
import type { CampaignFacts, LeadContext } from '../../account-api.ts';
import type { ConvertrLink } from '../../convertr/outcome.ts';
import { omitUndefined } from '../omit-undefined.ts';

/** The flag of a lead whose link could not be chosen, or checked, when it came. */
export const LINKS_UNKNOWN = 'links_unknown';

/** What a link is chosen by, in this order: the explicit id, the form's own table, the channel's name. */
export interface LinkCriteria {
  /** GA4's group, or an explicit text. */
  channel: string;
  /** The id that the page asks for. */
  explicit?: number | string | undefined;
  /** The form's own link for the channel. */
  configured?: number | undefined;
  /** `utm_campaign`: decides between several links of one channel. */
  campaign?: string | undefined;
}

export interface LinkChoice {
  /** No match, no link. */
  linkId: number | undefined;
  /** `link_ignored`: the explicit link is not the campaign's. `links_unknown`: to be chosen again, by `linkBy`. */
  flags: string[];
  /** The criteria to keep with the lead until the campaign's links are known. */
  linkBy: LeadContext['linkBy'];
}

/**
 * Decides when a lead comes in, and once more when it is sent if the links were not known before.
 * @param links the campaign's; null while nobody knows them
 */
export function chooseLink(criteria: LinkCriteria, links: readonly ConvertrLink[] | null): LinkChoice {
  const { channel, configured, campaign } = criteria;
  const asked = String(criteria.explicit ?? '').trim();
  const explicit = links ? links.find(({ id }) => String(id) === asked)?.id : parseLinkId(asked);
  if (explicit !== undefined) {
    return toChoice(explicit, links ? [] : [LINKS_UNKNOWN], { explicit, configured, campaign });
  }
  const flags = asked ? ['link_ignored'] : [];
  if (configured !== undefined) return toChoice(configured, flags);
  if (!links) return toChoice(undefined, [...flags, LINKS_UNKNOWN], { campaign });
  return toChoice(findByName(links, channel, campaign)?.id, flags);
}

const toChoice = (linkId: number | undefined, flags: string[], by: Omit<LinkCriteria, 'channel'> = {}): LinkChoice => ({
  linkId,
  flags,
  linkBy: flags.includes(LINKS_UNKNOWN) ? (omitUndefined(by) as LeadContext['linkBy']) : undefined,
});

/** The form's own link for a channel. */
export function findConfiguredLink(channels: Record<string, number> = {}, channel: string): number | undefined {
  const wanted = foldChannel(channel);
  return wanted ? Object.entries(channels).find(([name]) => foldChannel(name) === wanted)?.[1] : undefined;
}

/** A campaign's links; null while nobody knows them. */
export const knownLinks = (facts: CampaignFacts | null | undefined): ConvertrLink[] | null =>
  facts && !facts.linksMissing ? facts.links : null;

/** Convertr itself says when it has no such link, and the lead is then sent again without one. */
const parseLinkId = (text: string): number | undefined => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined);

function findByName(links: readonly ConvertrLink[], channel: string, campaign = ''): ConvertrLink | undefined {
  for (const name of listNearNames(channel)) {
    const candidates = links.filter((link) => foldChannel(link.channel) === name);
    if (candidates.length === 0) continue;
    const named = campaign && candidates.find((link) => foldChannel(link.name).includes(foldChannel(campaign)));
    return named || candidates[0];
  }
  return undefined;
}

/** Names that mean the channel, nearest first: "Paid Social" is "Social" in a campaign that makes no difference. */
function listNearNames(channel: string): string[] {
  const exact = foldChannel(channel);
  const plain = exact.replace(/^(paid|organic)/, '');
  return [exact, plain, ...(OTHER_NAMES.get(plain) ?? [])].filter((name) => name !== '');
}

/** A map, because the channel may be any text, `constructor` too. */
const OTHER_NAMES = new Map([
  ['email', ['emailmarketing', 'newsletter']],
  ['social', ['socialmedia', 'socialnetwork']],
  ['display', ['displayads', 'banner']],
  ['crossnetwork', ['network', 'display']],
  ['video', ['youtube']],
  ['mobilepushnotifications', ['push']],
  ['affiliates', ['affiliate']],
  ['aiassistant', ['ai']],
]);

/** Case, spaces and punctuation don't tell channels apart: "E-mail" is "Email". */
export const foldChannel = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

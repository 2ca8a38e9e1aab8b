/** All rules about tracking links: which one a lead is sent with, and which one its caller gets in the answer. */
import type { CampaignFacts, LeadContext } from '../../account-api.ts';
import type { ConvertrLink } from '../../convertr/outcome.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { findByName, foldChannel } from './link-names.ts';

/** The flag of a lead that came while its campaign's links were unknown. */
export const LINKS_UNKNOWN = 'links_unknown';
/** The flag of a lead whose link Convertr does not have any more. */
export const LINK_NOT_FOUND = 'link_not_found';
/** The flag of a lead whose page names a link that its campaign does not have. */
const LINK_IGNORED = 'link_ignored';

export interface LinkChoice {
  /** GA4's group or an explicit text. */
  channel: string;
  /** A link id that the page asks for. */
  explicit?: number | string | undefined;
  /** The campaign's links, or null while they are unknown. */
  links: readonly ConvertrLink[] | null;
  /** The form's own table, channel → link id. */
  channels?: Record<string, number> | undefined;
  /** `utm_campaign`. */
  campaign?: string | undefined;
}

/** The input of a choice that waits until the campaign's links are known. */
type LinkBy = NonNullable<LeadContext['linkBy']>;

/**
 * The tracking link of a channel: the explicit one if the campaign has it, else from the form's table, else the link
 * whose channel has the same or a similar name. Without a match there is no link.
 * @returns `flags` has `link_ignored` if the explicit link is not the campaign's, and `links_unknown` if the links
 * would decide but are unknown.
 */
export function chooseLink({ channel, explicit, links, channels, campaign }: LinkChoice): {
  linkId?: number;
  flags: string[];
} {
  const asked = String(explicit ?? '').trim();
  const found = links ? links.find(({ id }) => String(id) === asked)?.id : parseLinkId(asked);
  if (found !== undefined) return { linkId: found, flags: links ? [] : [LINKS_UNKNOWN] };
  const flags = asked ? [LINK_IGNORED] : [];
  const configured = findConfigured(channels, channel);
  if (configured !== undefined) return { linkId: configured, flags };
  if (!links) return { flags: [...flags, LINKS_UNKNOWN] };
  const linkId = findByName(links, channel, campaign)?.id;
  return linkId === undefined ? { flags } : { linkId, flags };
}

/** The input for `chooseLater`, if the choice could not be made when the lead came. */
export function toLinkBy({ channel, explicit, channels, campaign }: LinkChoice): LinkBy {
  const asked = parseLinkId(String(explicit ?? '').trim());
  const configured = findConfigured(channels, channel);
  return omitUndefined({ explicit: asked, configured, campaign: campaign || undefined });
}

interface WaitingLead {
  channel: string;
  linkId: number | null;
  flags: readonly string[];
  linkBy: LinkBy | undefined;
  /** The first caller already has an answer, without a link. */
  isAnswered: boolean;
}

/**
 * Makes a choice that had to wait for the campaign's links.
 * @returns undefined if there was nothing left to choose, or the links are still unknown.
 */
export function chooseLater(
  { channel, linkId, flags, linkBy, isAnswered }: WaitingLead,
  links: readonly ConvertrLink[] | null,
): { linkId: number | null; flags: string[] } | undefined {
  const isWaiting = flags.includes(LINKS_UNKNOWN) && linkToSend(linkId, flags) === linkId;
  if (!links || !linkBy || !isWaiting) return undefined;
  const { explicit, configured, campaign } = linkBy;
  const channels = configured === undefined ? undefined : { [channel]: configured };
  const choice = chooseLink({ channel, links, explicit, channels, campaign });
  // The flag stays if the answer had no link, so that `linkToTell` repeats that answer.
  const kept = flags.filter((flag) => flag !== LINKS_UNKNOWN || isAnswered);
  return { linkId: choice.linkId ?? null, flags: [...new Set([...kept, ...choice.flags])] };
}

/** The link for Convertr: none if Convertr no longer has it. */
export const linkToSend = (linkId: number | null, flags: readonly string[]): number | null =>
  flags.includes(LINK_NOT_FOUND) ? null : linkId;

/** The link in the caller's answer: none if the campaign's links were unknown when the answer was given. */
export const linkToTell = (linkId: number | null, flags: readonly string[]): number | undefined =>
  linkId === null || flags.includes(LINKS_UNKNOWN) ? undefined : linkId;

/** A campaign's links, or null while they are unknown. */
export const knownLinks = (facts: CampaignFacts | null | undefined): ConvertrLink[] | null =>
  facts && !facts.linksMissing ? facts.links : null;

/** The form's own link for a channel. */
function findConfigured(channels: Record<string, number> = {}, channel: string): number | undefined {
  const wanted = foldChannel(channel);
  return wanted ? Object.entries(channels).find(([name]) => foldChannel(name) === wanted)?.[1] : undefined;
}

/** While the campaign's links are unknown, any number is accepted. Convertr itself answers if it has no such link. */
const parseLinkId = (text: string): number | undefined => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined);

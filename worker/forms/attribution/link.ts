import type { CampaignFacts } from '../../account-api.ts';
import type { ConvertrLink } from '../../convertr/outcome.ts';

/** The flag of a lead whose link nobody could choose, or vouch for, when it came. */
export const LINKS_UNKNOWN = 'links_unknown';

export interface LinkChoice {
  /** GA4's group or an explicit text. */
  channel: string;
  /** A link id that the page asks for. */
  explicit?: number | string;
  /** The campaign's links; null while nobody knows them. */
  links: readonly ConvertrLink[] | null;
  /** The form's own table, channel → link id. */
  channels?: Record<string, number>;
  /** `utm_campaign`. */
  campaign?: string;
}

/**
 * The tracking link of a channel: the explicit one if the campaign has it, else the form's table, else the link whose
 * channel has the same or a near name. No match, no link.
 * @returns `flags` has `link_ignored` when the explicit link is not the campaign's, and `links_unknown` when nobody knows
 * them yet and they would decide.
 */
export function chooseLink({ channel, explicit, links, channels, campaign }: LinkChoice): {
  linkId?: number;
  flags: string[];
} {
  const asked = String(explicit ?? '').trim();
  const found = links ? links.find(({ id }) => String(id) === asked)?.id : parseLinkId(asked);
  if (found !== undefined) return { linkId: found, flags: links ? [] : [LINKS_UNKNOWN] };
  const flags = asked ? ['link_ignored'] : [];
  const configured = findConfigured(channels, channel);
  if (configured !== undefined) return { linkId: configured, flags };
  if (!links) return { flags: [...flags, LINKS_UNKNOWN] };
  const linkId = pickByName(links, channel, campaign)?.id;
  return { ...(linkId !== undefined && { linkId }), flags };
}

/** The form's own link for a channel. */
export function findConfigured(channels: Record<string, number> = {}, channel: string): number | undefined {
  const wanted = foldChannel(channel);
  return wanted ? Object.entries(channels).find(([name]) => foldChannel(name) === wanted)?.[1] : undefined;
}

/** A campaign's links; null while nobody knows them. */
export const knownLinks = (facts: CampaignFacts | null | undefined): ConvertrLink[] | null =>
  facts && !facts.linksMissing ? facts.links : null;

/** Convertr itself says when it has no such link; the lead then goes again without one. */
const parseLinkId = (text: string): number | undefined => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined);

function pickByName(links: readonly ConvertrLink[], channel: string, campaign = ''): ConvertrLink | undefined {
  for (const name of nearNames(channel)) {
    const candidates = links.filter((link) => foldChannel(link.channel) === name);
    if (candidates.length === 0) continue;
    const named = campaign && candidates.find((link) => foldChannel(link.name).includes(foldChannel(campaign)));
    return named || candidates[0];
  }
  return undefined;
}

/** Names that mean the channel, nearest first: "Paid Social" is "Social" where a campaign knows no finer ones. */
function nearNames(channel: string): string[] {
  const exact = foldChannel(channel);
  const plain = exact.replace(/^(paid|organic)/, '');
  return [exact, plain, ...(OTHER_NAMES.get(plain) ?? [])].filter((name) => name !== '');
}

/** A map: the channel may be any text, `constructor` too. */
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

/** Which of a campaign's links belongs to a channel, by their names. */
import type { ConvertrLink } from '../../convertr/outcome.ts';

/** The channel's link. Of several, the one whose name contains the visit's `utm_campaign`, else the first. */
export function findByName(
  links: readonly ConvertrLink[],
  channel: string,
  campaign: string | undefined,
): ConvertrLink | undefined {
  for (const name of nearNames(channel)) {
    const candidates = links.filter((link) => foldChannel(link.channel) === name);
    if (candidates.length === 0) continue;
    const named = campaign && candidates.find((link) => foldChannel(link.name).includes(foldChannel(campaign)));
    return named || candidates[0];
  }
  return undefined;
}

/** Names that mean the channel, nearest first: "Paid Social" is "Social" if a campaign has no finer ones. */
function nearNames(channel: string): string[] {
  const exact = foldChannel(channel);
  const plain = exact.replace(/^(paid|organic)/, '');
  return [exact, plain, ...(OTHER_NAMES.get(plain) ?? [])].filter((name) => name !== '');
}

/** A map, because the channel may be any text, `constructor` included. */
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

/** Case, spaces and punctuation don't distinguish channels: "E-mail" is "Email". */
export const foldChannel = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

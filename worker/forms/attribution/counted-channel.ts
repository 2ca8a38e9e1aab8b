import { foldChannel } from './link-names.ts';

/** GA4's default channel groups: all that `detectChannel` can return. */
const GROUPS: readonly string[] = [
  'Affiliates',
  'AI Assistant',
  'Audio',
  'Cross-network',
  'Direct',
  'Display',
  'Email',
  'Mobile Push Notifications',
  'Organic Search',
  'Organic Shopping',
  'Organic Social',
  'Organic Video',
  'Paid Other',
  'Paid Search',
  'Paid Shopping',
  'Paid Social',
  'Paid Video',
  'Referral',
  'SMS',
  'Unassigned',
];
const OTHER = '(other)';

/**
 * The channel's name in figures. Those are kept for good, and a page may write any text as its channel, so only the names
 * that the form's configuration knows and GA4's own are counted by themselves.
 * @param configured names that the form's configuration gives a link.
 */
export function toCountedChannel(channel: string, configured: readonly string[]): string {
  const folded = foldChannel(channel);
  return [...configured, ...GROUPS].find((name) => foldChannel(name) === folded) ?? OTHER;
}

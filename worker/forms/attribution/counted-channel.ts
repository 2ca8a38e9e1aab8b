import { foldChannel } from './link-names.ts';

/** GA4's default channel groups: everything that `detectChannel` can return. */
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
 * The channel's name in figures. Those are kept for good, and a page may set any text as its channel, so only names in
 * the form's configuration and GA4's own are counted separately.
 * @param configured names with a link in the form's configuration.
 */
export function toCountedChannel(channel: string, configured: readonly string[]): string {
  const folded = foldChannel(channel);
  return [...configured, ...GROUPS].find((name) => foldChannel(name) === folded) ?? OTHER;
}

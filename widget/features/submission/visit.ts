/** Where the visitor came from, which the Worker picks the channel by. Read anew for every submission. */
import { SOURCE } from '../../../worker/protocol/source-parameters.ts';

const sourcesOf = (url: string): [string, string][] =>
  [...new URL(url).searchParams].filter(([key]) => SOURCE.test(key));

const withoutHash = (url: string): string => url.split('#')[0] ?? '';

/**
 * The page now, and the first of the visit. An address without a source gets that of the last one that had one.
 *
 * @param addresses that the page has had, oldest first
 */
export function readVisit(addresses: readonly string[]): Record<string, string> {
  const referrer = document.referrer;
  const [landing = ''] = addresses;
  const page = new URL(withoutHash(location.href));
  if (sourcesOf(page.href).length === 0) {
    const touched = [...addresses].reverse().find((address) => sourcesOf(address).length > 0);
    for (const [key, value] of touched ? sourcesOf(touched) : []) page.searchParams.set(key, value);
  }
  return { page: page.href, referrer, landing: withoutHash(landing), landingReferrer: referrer };
}

/** The visitor's source, from which the Worker chooses the channel. It is read again for every submission. */
import { readParameters } from '../../../worker/protocol/spelling/campaign-parameters.ts';

const sourcesOf = (address: string): [string, string][] => Object.entries(readParameters(address));

/** Without the fragment, except that its campaign parameters move to the query, under their usual names. */
function toPage(address: string, sources: [string, string][]): string {
  const page = new URL(address);
  page.hash = '';
  for (const [key, value] of sources) if (page.searchParams.get(key) !== value) page.searchParams.set(key, value);
  return page.href;
}

/**
 * The current page, and the first of the visit. An address without a source gets that of the last one with a source.
 *
 * @param addresses that the page has had, oldest first
 */
export function readVisit(addresses: readonly string[]): Record<string, string> {
  const referrer = document.referrer;
  const [landing] = addresses;
  const touches = [location.href, ...[...addresses].reverse()].map(sourcesOf);
  const sources = touches.find(({ length }) => length > 0) ?? [];
  return {
    page: toPage(location.href, sources),
    referrer,
    landing: landing ? toPage(landing, sourcesOf(landing)) : '',
    landingReferrer: referrer,
  };
}

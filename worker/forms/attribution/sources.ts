import { readParameters } from '../../protocol/spelling/campaign-parameters.ts';
import { CLICK_ID_NAMES } from './click-ids.ts';

const UTM_NAMES = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'utm_id'] as const;
const NAMES: ReadonlySet<string> = new Set([...UTM_NAMES, ...CLICK_ID_NAMES]);

/** The tags of a visit, in the order of the lists above. */
export const SOURCE_NAMES: readonly string[] = [...UTM_NAMES, ...CLICK_ID_NAMES];

/** The UTM parameters and click ids of a page's address, by name in lower case: the first of each that isn't blank. */
export function readSources(page: string | undefined): Record<string, string> {
  const url = parseUrl(page);
  const parameters = url ? readParameters(url.href) : {};
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => NAMES.has(name)));
}

/** An http(s) URL, or nothing. */
export function parseUrl(text: string | undefined): URL | undefined {
  const url = text ? URL.parse(text) : null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : undefined;
}

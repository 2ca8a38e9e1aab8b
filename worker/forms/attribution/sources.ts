import { readParameters } from '../../protocol/spelling/campaign-parameters.ts';
import { CLICK_ID_NAMES } from './click-ids.ts';

const UTM_NAMES = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'utm_id'] as const;
const NAMES: readonly string[] = [...UTM_NAMES, ...CLICK_ID_NAMES];

/** The UTM parameters and click ids of the page's address, by name in lower case. */
export function readSources({ page }: { page?: string; referrer?: string }): Record<string, string> {
  const url = parseUrl(page);
  const parameters = url ? readParameters(url.href) : {};
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => NAMES.includes(name)));
}

/** An http(s) URL, or nothing. */
export function parseUrl(text: string | undefined): URL | undefined {
  const url = text ? URL.parse(text) : null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : undefined;
}

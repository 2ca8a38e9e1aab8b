import { CLICK_ID_NAMES } from './click-ids.ts';

const UTM_NAMES = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'utm_id'] as const;
const NAMES: ReadonlySet<string> = new Set([...UTM_NAMES, ...CLICK_ID_NAMES]);

/** Longer values are noise or an attack. */
const VALUE_MAX_LENGTH = 500;

/** The UTM parameters and click ids of a page's address, by name. Of several with one name the first that isn't blank. */
export function readSources(page: string | undefined): Record<string, string> {
  const query = parseUrl(page)?.searchParams;
  const sources: Record<string, string> = {};
  if (!query) return sources;
  for (const [name, value] of query) {
    const text = value.trim();
    if (text && NAMES.has(name)) sources[name] ??= text.slice(0, VALUE_MAX_LENGTH);
  }
  return sources;
}

/** An http(s) URL, or nothing. */
export function parseUrl(text: string | undefined): URL | undefined {
  const url = text ? URL.parse(text) : null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : undefined;
}

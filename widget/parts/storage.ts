/** Remembers the first page that brought the visitor, and the last one that named a source. No answers. */
import type { Part } from '../kit.ts';

interface Visit {
  page: string;
  referrer: string;
  /** Milliseconds since 1970. */
  at: number;
}

const KEY = 'lead-form:visit';
/** GA4's own look-back for acquisition, in days. */
const FIRST_TOUCH_DAYS = 90;
const SOURCES = /^(utm_\w+|[gd]clid|[gw]braid|msclkid|fbclid|ttclid|twclid|li_fat_id|gad_source)$/;

/** An address without what isn't a source: a query may hold anything, an e-mail address too. */
function strip(address: string): string {
  const url = new URL(address);
  for (const key of [...url.searchParams.keys()]) if (!SOURCES.test(key)) url.searchParams.delete(key);
  url.hash = '';
  return url.href;
}

function readVisit(): Visit | undefined {
  try {
    const visit: Visit | null = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return visit && Date.now() - visit.at < FIRST_TOUCH_DAYS * 86_400_000 ? visit : undefined;
  } catch {
    return undefined;
  }
}

const part: Part = () => {
  let visit = readVisit();
  if (!visit) {
    visit = { page: strip(location.href), referrer: document.referrer && strip(document.referrer), at: Date.now() };
    try {
      localStorage.setItem(KEY, JSON.stringify(visit));
    } catch {
      // Full or forbidden: then every visit is the first.
    }
  }
  const { page, referrer } = visit;
  return {
    collect(body) {
      body.set('landing', page);
      if (referrer) body.set('landingReferrer', referrer);
      else body.delete('landingReferrer');
    },
  };
};
export default part;

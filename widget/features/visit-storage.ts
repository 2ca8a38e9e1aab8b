/** Remembers the visitor's first page, and the last one with a source, but no answers. */
import { SOURCE } from '../../worker/protocol/source-parameters.ts';
import type { FeatureFactory } from '../feature.ts';
import { readVisit } from './submission/visit.ts';

interface Touch {
  page: string;
  referrer: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** The first touch, and the last one beside it. */
type Visit = Touch & { last?: Touch | undefined };

const KEY = 'lead-form:visit';
/** GA4's own look-back for conversions, in days. */
const LOOK_BACK_DAYS = 90;
/** These identify a recipient of a mailing, not a click. */
const PERSONAL = /^(mc_eid|_hsenc)$/;

/** An address with only its source parameters, because others may contain anything, even an email address. */
function strip(address: string): string {
  const url = new URL(address);
  for (const key of [...url.searchParams.keys()])
    if (!SOURCE.test(key) || PERSONAL.test(key)) url.searchParams.delete(key);
  url.hash = '';
  return url.href;
}

const isRecent = ({ at }: Touch): boolean => Date.now() - at < LOOK_BACK_DAYS * 86_400_000;

/** Without a source: typed, a bookmark, or a click within the site. */
const isDirect = (page: string, referrer: string): boolean =>
  ![...new URL(page).searchParams.keys()].some((key) => SOURCE.test(key)) &&
  (!referrer || new URL(referrer).host === location.host);

function recall(): Visit | undefined {
  try {
    const visit: Visit | null = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return visit && isRecent(visit) ? visit : undefined;
  } catch {
    return undefined;
  }
}

const visitStorage: FeatureFactory = (host) => {
  // A router may have removed the parameters by now.
  const { page: href = location.href } = readVisit(host.addresses);
  const referrer = document.referrer;
  const now: Touch = { page: strip(href), referrer: referrer && strip(referrer), at: Date.now() };
  const visit: Visit = recall() ?? now;
  const { last: before, ...first } = visit;
  const last = isDirect(href, referrer) ? before && isRecent(before) && before : now;
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...first, ...(last && { last }) }));
  } catch {
    // The storage is full or forbidden, so every visit counts as the first.
  }
  return {
    collect(body) {
      body.set('landing', first.page);
      if (first.referrer) body.set('landingReferrer', first.referrer);
      else body.delete('landingReferrer');
      const page = body.get('page') ?? href;
      if (!last || !isDirect(page, body.get('referrer') ?? '')) return;
      const url = new URL(page);
      for (const [key, value] of new URL(last.page).searchParams) url.searchParams.set(key, value);
      body.set('page', url.href);
      if (last.referrer) body.set('referrer', last.referrer);
    },
  };
};
export default visitStorage;

import type { Visit } from './channel.ts';

/** Where a visitor has been: the page of the submission, and the first one that is known. */
export interface Touches {
  page?: string | undefined;
  referrer?: string | undefined;
  landing?: string | undefined;
  landingReferrer?: string | undefined;
  /** Which of them counts. The last one, when left out. */
  touch?: 'first' | 'last' | undefined;
}

/** The page and referrer that count: the first ones when the form asks for the first touch and they are known. */
export function pickVisit({ page, referrer, landing, landingReferrer, touch }: Touches): Omit<Visit, 'explicit'> {
  return touch === 'first' && landing !== undefined ? { page: landing, referrer: landingReferrer } : { page, referrer };
}

import type { Visit } from './channel.ts';

/** A visitor's pages: that of the submission, and the first known one. */
export interface Touches {
  page?: string | undefined;
  referrer?: string | undefined;
  landing?: string | undefined;
  landingReferrer?: string | undefined;
  /** Which of them counts. By default the last one. */
  touch?: 'first' | 'last' | undefined;
}

/** The page and referrer that count: the first ones if the form uses the first touch and they are known. */
export function pickVisit({ page, referrer, landing, landingReferrer, touch }: Touches): Omit<Visit, 'explicit'> {
  return touch === 'first' && landing !== undefined ? { page: landing, referrer: landingReferrer } : { page, referrer };
}

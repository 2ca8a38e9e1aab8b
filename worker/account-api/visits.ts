/** Reports to the object: visitors who get no form, and changes that may fix that. */

/** `refused`: the page's origin may not use the form. `ended`: the campaign has ended, and no other form replaces it. */
export type LostVisit = 'refused' | 'ended';

/** Visits that an isolate of the Worker has counted since its last report. */
export interface LostVisits {
  form: string;
  why: LostVisit;
  count: number;
  /** The refused ones. */
  origins: string[];
}

export interface FormChange {
  form: string;
  /** Null if it was deleted. */
  saved: { origins: string[]; closedForm: string | undefined } | null;
}

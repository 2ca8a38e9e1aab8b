/** What the object is told of visitors who get no form, and of changes that may have mended that. */

/** `refused`: the page's origin may not use the form. `ended`: the campaign has, and no other form takes its place. */
export type LostVisit = 'refused' | 'ended';

/** What an isolate of the Worker has counted since it last told. */
export interface LostVisits {
  form: string;
  why: LostVisit;
  count: number;
  /** That were refused. */
  origins: string[];
}

export interface FormChange {
  form: string;
  /** Null: it was deleted. */
  saved: { origins: string[]; closedForm: string | undefined } | null;
}

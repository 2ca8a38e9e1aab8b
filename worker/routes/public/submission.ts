/** The data that the steps of a submission pass on. */
import type { Parameters } from '../../leads/body.ts';
import type { Envelope } from '../../leads/envelope.ts';
import type { FieldProblem } from '../../protocol/wire.ts';
import type { LoadedForm } from '../form-source.ts';
import type { ProblemName } from '../problem.ts';
import type { LocalisedForm } from './localised-form.ts';

/** The request, parsed. */
export interface PostedForm {
  parameters: Parameters;
  envelope: Envelope;
}

/** The request, with the form that it belongs to. */
export interface Submission extends PostedForm {
  form: LoadedForm;
  localised: LocalisedForm;
}

export interface Refusal {
  name: ProblemName;
  detail?: string;
  errors?: Record<string, FieldProblem[]>;
  /** Seconds. */
  retryAfter?: number;
}

/** Ends the pipeline. It contains what was known by then, so that a visitor without JavaScript sees the form again. */
export class SubmitError extends Error {
  readonly refusal: Refusal;
  readonly known: Partial<Submission>;

  constructor(refusal: Refusal, known: Partial<Submission> = {}) {
    super(refusal.name);
    this.refusal = refusal;
    this.known = known;
  }
}

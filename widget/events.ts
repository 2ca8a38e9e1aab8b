/** The element's events: bubbling, composed, and without anything that the visitor typed. */
import type { SubmitAnswer } from '../worker/protocol/wire.ts';

export class LeadFormEvent<Detail> extends Event {
  readonly detail: Detail;

  constructor(type: string, detail: Detail, cancelable = false) {
    super(type, { bubbles: true, composed: true, cancelable });
    this.detail = detail;
  }
}

type FormDetail = { form: string };
type SubmissionDetail = FormDetail & { submission: string };

/** The form has rendered, or the message that the campaign has ended. */
export type LeadFormReadyEvent = LeadFormEvent<FormDetail>;
/** The visitor's first input. */
export type LeadFormStartedEvent = LeadFormEvent<FormDetail>;
/** The answers passed the checks and are about to be sent. Cancelable, and then nothing is sent. */
export type LeadFormSubmittingEvent = LeadFormEvent<SubmissionDetail>;
/** The Worker has the lead. `status` says whether Convertr confirmed it already. */
export type LeadFormSubmittedEvent = LeadFormEvent<FormDetail & SubmitAnswer>;
/** Some answers are not valid, in the page or at the server. Only names. `form` is the form as a whole. */
export type LeadFormInvalidEvent = LeadFormEvent<FormDetail & { fields: string[] }>;
/** The form could not be loaded, or the lead could not be sent. The answers are kept. */
export type LeadFormFailedEvent = LeadFormEvent<FormDetail & { reason: string; submission?: string | undefined }>;
/** The page is about to go to `url`. Cancelable. `waitUntil` delays it by two seconds at most. */
export class LeadFormRedirectingEvent extends LeadFormEvent<SubmissionDetail & { url: string }> {
  waiting: Promise<unknown>[] = [];
  waitUntil(work: Promise<unknown>): void {
    this.waiting.push(work);
  }
}

/** The visitor moved to another step. `step` counts from 1, among the steps with a field to show. */
export type LeadFormStepEvent = LeadFormEvent<FormDetail & { step: number; steps: number }>;

/** The element's events by name. */
export interface LeadFormEventMap {
  'lead-form-ready': LeadFormReadyEvent;
  'lead-form-started': LeadFormStartedEvent;
  'lead-form-submitting': LeadFormSubmittingEvent;
  'lead-form-submitted': LeadFormSubmittedEvent;
  'lead-form-invalid': LeadFormInvalidEvent;
  'lead-form-failed': LeadFormFailedEvent;
  'lead-form-redirecting': LeadFormRedirectingEvent;
  'lead-form-step': LeadFormStepEvent;
}

/** They bubble, so the document and the window have their types, too. */
declare global {
  interface HTMLElementEventMap extends LeadFormEventMap {}
  interface DocumentEventMap extends LeadFormEventMap {}
  interface WindowEventMap extends LeadFormEventMap {}
}

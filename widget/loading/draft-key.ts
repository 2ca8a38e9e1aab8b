export const draftKey = (form: string): string => `lead-form:${form}`;

/** Whether this tab keeps answers of an earlier visit to the form. */
export function hasDraft(form: string): boolean {
  try {
    return draftKey(form) in sessionStorage;
  } catch {
    // Storage may be forbidden.
    return false;
  }
}

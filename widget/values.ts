/** What the visitor typed: read from the controls, and stored for the tab. */

/** Every control's values as typed, by name. */
export function readValues(form: HTMLFormElement): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') values[name] = [...(values[name] ?? []), value];
  return values;
}

/** A key of the tab's storage. */
export const draftKey = (form: string): string => `lead-form:${form}`;

/** Whether the tab has a draft of the form. */
export function hasDraft(form: string): boolean {
  try {
    return draftKey(form) in sessionStorage;
  } catch {
    // The storage may be forbidden.
    return false;
  }
}

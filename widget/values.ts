/** What the visitor typed: read from the controls, and where a tab keeps it. */

/** Every control's values as typed, by name. */
export function readValues(form: HTMLFormElement): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') values[name] = [...(values[name] ?? []), value];
  return values;
}

/** Of the tab's storage. */
export const draftKey = (form: string): string => `lead-form:${form}`;

/** Whether the tab keeps what was typed into the form before. */
export function hasDraft(form: string): boolean {
  try {
    return draftKey(form) in sessionStorage;
  } catch {
    // The storage may be forbidden.
    return false;
  }
}

export type FormId = string & { readonly __brand: 'FormId' };

export const FORM_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** The only way to get a `FormId`, so every function with one can trust it. */
export function parseFormId(input: unknown): FormId | undefined {
  return typeof input === 'string' && FORM_ID.test(input) ? (input as FormId) : undefined;
}

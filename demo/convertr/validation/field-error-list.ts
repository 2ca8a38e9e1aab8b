import type { Branch, ErrorTree } from './validate-lead.ts';

export interface FieldError {
  /** Left out when the error is the whole form's. */
  fieldName?: string;
  message: string;
}

/** The error tree as the flat list that Convertr's webhook answers with [doc; seen in an integrator's mock]. */
export function toFieldErrorList({ errors = [], children }: ErrorTree): FieldError[] {
  return [...errors.map((message) => ({ message })), ...listChildren('form', children)];
}

function listChildren(parent: string, children: Record<string, Branch>): FieldError[] {
  return Object.entries(children).flatMap(([key, branch]) => {
    const fieldName = `${parent}[${key}]`;
    if ('children' in branch) return listChildren(fieldName, branch.children);
    return 'errors' in branch ? branch.errors.map((message) => ({ fieldName, message })) : [];
  });
}

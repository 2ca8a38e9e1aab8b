import type { PhpValue } from '../http/php-post.ts';
import type { Answers, FieldRule } from '../state/model.ts';
import { checkValue, NOT_VALID } from './validate-field.ts';

/** FOSRest's form errors: a clean child is an empty PHP array, hence `[]` [inferred]. */
export type Branch = never[] | { errors: string[] } | { children: Record<string, Branch> };

export interface ErrorTree {
  /** Only there when the form itself has errors [inferred]. */
  errors?: string[];
  children: Record<string, Branch>;
}

export type Validation = { ok: true; answers: Answers } | { ok: false; errors: ErrorTree };

/** A form or a part of one: `form[lookup]` is a node with children, `form[lookup][postcode]` a field. */
type Node = FieldRule | Map<string, Node>;

interface Findings {
  root: Set<string>;
  failed: boolean;
  answers: Answers;
}

/** Exactly as on the vendor's page [doc]. */
const EXTRA_FIELDS = 'This form should not contain extra fields.';

/** Validates PHP's `form` variable like a Symfony form. */
export function validateLead(fields: readonly FieldRule[], submitted: PhpValue | undefined): Validation {
  const findings: Findings = { root: new Set(), failed: false, answers: {} };
  const children = validateGroup(toTree(fields), submitted, findings);
  if (!findings.failed && findings.root.size === 0) return { ok: true, answers: findings.answers };
  return {
    ok: false,
    errors: { ...(findings.root.size > 0 && { errors: [...findings.root] }), children },
  };
}

function toTree(fields: readonly FieldRule[]): Map<string, Node> {
  const root = new Map<string, Node>();
  for (const rule of fields) {
    const path = [...rule.name.matchAll(/\[([^\]]+)\]/g)].map(([, part = '']) => part);
    let level = root;
    for (const part of path.slice(0, -1)) {
      const existing = level.get(part);
      const next: Map<string, Node> = existing instanceof Map ? existing : new Map();
      level.set(part, next);
      level = next;
    }
    level.set(path.at(-1) ?? rule.name, rule);
  }
  return root;
}

function validateGroup(group: Map<string, Node>, submitted: PhpValue | undefined, findings: Findings) {
  const values: Map<string, PhpValue> = submitted instanceof Map ? submitted : new Map();
  // Errors of a compound form bubble up, so all of these end at the root [inferred].
  if (typeof submitted === 'string' && submitted.trim() !== '') findings.root.add(NOT_VALID);
  for (const key of values.keys()) if (!group.has(key)) findings.root.add(EXTRA_FIELDS);

  const children: Record<string, Branch> = {};
  for (const [key, node] of group) {
    const value = values.get(key);
    if (node instanceof Map) children[key] = { children: validateGroup(node, value, findings) };
    else {
      const branch = validateField(node, value, findings);
      // A button is no form to Symfony, so the vendor's example leaves `submit` out [doc].
      if (node.kind !== 'submit') children[key] = branch;
    }
  }
  return children;
}

function validateField(rule: FieldRule, value: PhpValue | undefined, findings: Findings): Branch {
  const { errors, answer } = checkValue(rule, value);
  if (answer !== undefined) findings.answers[rule.name] = answer;
  if (errors.length === 0) return [];
  findings.failed = true;
  return { errors };
}

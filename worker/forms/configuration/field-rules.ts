import type { FieldConfig } from './config-field.ts';

const TEXTS: readonly string[] = ['text', 'textarea', 'email', 'url', 'tel'];

export interface Rule {
  rule: keyof FieldConfig;
  /** The types that it is for. */
  types: readonly string[];
  /** The words for them. */
  of: string;
  /** Another rule that it needs. */
  needs?: keyof FieldConfig;
}

/** Rules that a form may add to those of a field's type. */
const RULES: readonly Rule[] = [
  { rule: 'minlength', types: TEXTS, of: 'a text' },
  { rule: 'pattern', types: TEXTS, of: 'a text' },
  { rule: 'patternMessage', types: TEXTS, of: 'a text', needs: 'pattern' },
  { rule: 'format', types: ['date', 'dob'], of: 'a date' },
  { rule: 'refuse', types: ['email'], of: 'an email field' },
  { rule: 'refuseMessage', types: ['email'], of: 'an email field', needs: 'refuse' },
];

export const rulesOf = (type: string): readonly Rule[] => RULES.filter(({ types }) => types.includes(type));
export const rulesNotOf = (type: string): readonly Rule[] => RULES.filter(({ types }) => !types.includes(type));

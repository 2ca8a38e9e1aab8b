import type { FieldConfig } from './config-field.ts';

const TEXTS: readonly string[] = ['text', 'textarea', 'email', 'url', 'tel'];

export interface Rule {
  rule: keyof FieldConfig;
  /** The kinds of field that it is for. */
  types: readonly string[];
  /** The same in words. */
  of: string;
  /** The rule that it is of no use without. */
  needs?: keyof FieldConfig;
}

/** What an answer must be beside what its kind asks for. */
const RULES: readonly Rule[] = [
  { rule: 'minlength', types: TEXTS, of: 'a text' },
  { rule: 'pattern', types: TEXTS, of: 'a text' },
  { rule: 'patternMessage', types: TEXTS, of: 'a text', needs: 'pattern' },
  { rule: 'format', types: ['date', 'dob'], of: 'a date' },
  { rule: 'refuse', types: ['email'], of: 'an e-mail field' },
  { rule: 'refuseMessage', types: ['email'], of: 'an e-mail field', needs: 'refuse' },
];

export const rulesOf = (type: string): readonly Rule[] => RULES.filter(({ types }) => types.includes(type));
export const rulesNotOf = (type: string): readonly Rule[] => RULES.filter(({ types }) => !types.includes(type));

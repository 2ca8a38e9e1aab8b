import type { FieldRule } from '../state/model.ts';

const text = (name: string, more: Partial<FieldRule> = {}): FieldRule => ({ name, kind: 'text', ...more });
const required = { required: true };

const firstName = text('form[firstName]', required);
const lastName = text('form[lastName]', required);
const email: FieldRule = { name: 'form[email]', kind: 'email', required: true };
export const company = text('form[company]');
/** Listed like a field, but not a question, and not required on POST [seen]. */
export const submit: FieldRule = { name: 'form[submit]', kind: 'submit' };

/** In the order of the vendor's example [doc]. */
export const SIMPLE_FIELDS: readonly FieldRule[] = [firstName, email, lastName, submit];

/** The vendor's example [doc], then custom questions and opt-ins under names seen at integrators [seen]. */
export const ADVANCED_FIELDS: readonly FieldRule[] = [
  text('form[promotion]'),
  { name: 'form[title]', kind: 'choice', options: ['Mr', 'Mrs', 'Miss', 'Ms', 'Mx', 'Dr', 'Prof'] },
  firstName,
  lastName,
  email,
  text('form[lookup][addressLine1]'),
  text('form[lookup][addressLine2]'),
  text('form[lookup][addressLine3]'),
  text('form[lookup][addressLine4]'),
  text('form[lookup][postcode]'),
  text('form[telephone][countryCode]'),
  text('form[telephone][telephone]'),
  company,
  text('form[jobTitle]'),
  {
    name: 'form[industry]',
    kind: 'choice',
    options: ['Technology', 'Finance', 'Healthcare', 'Manufacturing', 'Retail', 'Other'],
  },
  { name: 'form[companySize]', kind: 'choice', options: ['1-9', '10-49', '50-249', '250+'] },
  { name: 'form[interests][]', kind: 'choices', options: ['Reporting', 'Integration', 'Security'] },
  text('form[dob]'),
  text('form[website]'),
  // The real limit of long texts is [open].
  text('form[comments]', { maxLength: 5000 }),
  text('form[subId]', { hidden: true }),
  { name: 'form[optin][terms]', kind: 'checkbox' },
  { name: 'form[optin][contactTypes][]', kind: 'choices', options: ['Email', 'SMS', 'Post'], anyCase: true },
  submit,
];

const KNOWN = new Map([...SIMPLE_FIELDS, ...ADVANCED_FIELDS].map((rule) => [rule.name, rule]));

interface FieldChange {
  key: string;
  hidden?: boolean;
  required?: boolean;
}

/**
 * The rule for a field that the control API adds to a form: the seed's rule, or a line of text like any custom
 * question.
 */
export function toFieldRule(field: string | FieldChange): FieldRule {
  const { key, ...more } = typeof field === 'string' ? { key: field } : field;
  return { ...(KNOWN.get(key) ?? { name: key, kind: key.endsWith('[]') ? 'list' : 'text' }), ...more };
}

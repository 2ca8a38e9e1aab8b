import { getUsedMessages } from '../../../worker/forms/language/used-messages.ts';
import { featuresOfFields } from '../../../worker/protocol/lazy-features.ts';
import type { Definition, FieldDefinition } from '../../../worker/protocol/wire.ts';

/** A field as the Worker describes it; required unless told otherwise. */
export function field(
  name: string,
  type: FieldDefinition['type'],
  more: Partial<FieldDefinition> = {},
): FieldDefinition {
  return { name: `form[${name}]`, type, label: more.label ?? name, required: true, ...more };
}

export const options = (...values: string[]) => values.map((value) => ({ value, label: value }));

export const email = field('email', 'email', {
  label: 'Email',
  requiredMessage: 'Enter your email address.',
  autocomplete: 'email',
  inputmode: 'email',
});

export const simpleFields = (): FieldDefinition[] => [
  field('firstName', 'text', {
    label: 'First name',
    requiredMessage: 'Enter your first name.',
    autocomplete: 'given-name',
    width: 'half',
  }),
  field('lastName', 'text', {
    label: 'Last name',
    requiredMessage: 'Enter your last name.',
    autocomplete: 'family-name',
    width: 'half',
  }),
  { ...email, help: 'We send the report here.' },
  field('telephone', 'tel', { label: 'Phone', required: false, autocomplete: 'tel', inputmode: 'tel' }),
  field('optin][terms', 'consent', {
    label: 'I agree to the terms.',
    text: ['I agree to the ', { text: 'terms', href: 'https://example.com/terms' }, '.'],
  }),
];

/** One field of every kind. */
export const everyField = (): FieldDefinition[] => [
  field('title', 'select', { label: 'Title', options: options('Mr', 'Ms') }),
  ...simpleFields(),
  field('mobile', 'phone', { label: 'Mobile', required: false }),
  field('lookup', 'address', {
    label: 'Address',
    required: false,
    fields: [
      field('lookup][addressLine1', 'text', { label: 'Line 1', required: false }),
      field('lookup][postcode', 'text', { label: 'Postcode', required: false, width: 'half' }),
    ],
  }),
  field('country', 'country', { label: 'Country', required: false }),
  field('industry', 'radio', { label: 'Industry', options: options('Retail', 'Finance') }),
  field('interests][', 'checkboxes', { label: 'Interests', required: false, options: options('A', 'B') }),
  field('topics][', 'multiselect', { label: 'Topics', required: false, options: options('C', 'D') }),
  field('seats', 'number', { label: 'Seats', required: false, min: '1', max: '50' }),
  field('start', 'date', { label: 'Start', required: false }),
  field('dob', 'dob', { label: 'Date of birth', required: false, autocomplete: 'bday' }),
  field('website', 'url', { label: 'Website', required: false }),
  field('comments', 'textarea', { label: 'Comments', required: false, maxlength: 40 }),
  field('news', 'checkbox', { label: 'News', required: false }),
];

export const valid = {
  'form[firstName]': 'Ada',
  'form[lastName]': 'Lovelace',
  'form[email]': 'ada@example.com',
  'form[optin][terms]': true,
};

export function definition(more: Partial<Definition> = {}): Definition {
  const { locale = 'en', fields = simpleFields() } = more;
  return {
    form: 'report',
    locale,
    dir: 'ltr',
    title: 'Get the report',
    submitLabel: 'Send',
    fields,
    messages: getUsedMessages('en', fields),
    success: { message: 'Thank you.' },
    closed: false,
    closedMessage: 'This offer has ended.',
    ticket: 'ticket-1',
    honeypot: 'hp_ref_code',
    touch: 'last',
    country: 'GB',
    features: featuresOfFields({ fields, turnstile: more.turnstile }),
    ...more,
  };
}

/** Sample answers for an end-to-end test of a form. */
import type { FieldDefinition } from '../protocol/wire.ts';
import type { Parameters } from './body.ts';

/** By the fields' autofill tokens. Convertr's quality checks must not recognise them as a test. */
const BY_TOKEN: Record<string, string> = {
  'given-name': 'Maren',
  'family-name': 'Lindqvist',
  name: 'Maren Lindqvist',
  organization: 'Northwind Trading',
  'organization-title': 'Head of Purchasing',
  'address-line1': '12 Harbour Street',
  'address-line2': 'Second floor',
  'address-level2': 'Bristol',
  'address-level1': 'Avon',
  'postal-code': 'BS1 4RN',
};
const COUNTRY = 'GB';
const PHONE = '+44 20 7946 0018';

/** @param unique makes the email address a new one, because Convertr refuses an address that it has seen. */
export function createSampleAnswers(fields: readonly FieldDefinition[], unique: string): Parameters {
  const parameters = new Map<string, string[]>();
  for (const field of fields) {
    for (const leaf of field.fields ?? [field]) {
      const value = sampleOf(leaf, unique);
      if (value !== undefined) parameters.set(leaf.name, [value]);
    }
  }
  return parameters;
}

function sampleOf({ type, autocomplete = '', options, ticked, min }: FieldDefinition, unique: string) {
  switch (type) {
    case 'email':
      return `maren.lindqvist+${unique}@example.com`;
    case 'phone':
      return PHONE;
    case 'tel':
      return '2079460018';
    case 'url':
      return 'https://www.example.com';
    case 'number':
      return min ?? '12';
    case 'date':
      return min ?? '2027-01-15';
    case 'dob':
      return '1984-05-17';
    case 'country':
      return COUNTRY;
    case 'select':
    case 'multiselect':
    case 'radio':
    case 'checkboxes':
      return options?.[0]?.value;
    case 'checkbox':
    case 'consent':
      return ticked ?? '1';
    case 'textarea':
      return 'Sent from the console to see that the form works.';
    case 'text':
    case 'address':
      return BY_TOKEN[autocomplete] ?? 'Northwind';
  }
}

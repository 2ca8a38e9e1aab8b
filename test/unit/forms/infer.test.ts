import { describe, expect, test } from 'vitest';
import { inferField, toLabel, toPath } from '../../../worker/forms/fields/infer.ts';

describe('a name determines type, label and autofill', () => {
  test.each([
    ['form[title]', 'text', 'title', 'honorific-prefix'],
    ['form[firstName]', 'text', 'first_name', 'given-name'],
    ['form[first_name]', 'text', 'first_name', 'given-name'],
    ['form[Forename]', 'text', 'first_name', 'given-name'],
    ['form[lastName]', 'text', 'last_name', 'family-name'],
    ['form[surname]', 'text', 'last_name', 'family-name'],
    ['form[fullName]', 'text', 'full_name', 'name'],
    ['form[email]', 'email', 'email', 'email'],
    ['form[emailAddress]', 'email', 'email', 'email'],
    ['form[work_email]', 'email', 'email', 'email'],
    ['form[telephone]', 'phone', 'phone', 'tel'],
    ['form[telephone][telephone]', 'phone', 'phone', 'tel'],
    ['form[mobile]', 'phone', 'phone', 'tel'],
    ['form[company]', 'text', 'company', 'organization'],
    ['form[job_title]', 'text', 'job_title', 'organization-title'],
    ['form[website]', 'url', 'website', 'url'],
    ['form[addressLine1]', 'text', 'address_line_1', 'address-line1'],
    ['form[lookup][addressLine2]', 'text', 'address_line_2', 'address-line2'],
    ['form[lookup][addressLine3]', 'text', 'address_line_3', 'address-line3'],
    ['form[lookup][addressLine4]', 'text', 'address_line_4', undefined],
    ['form[lookup][postcode]', 'text', 'postcode', 'postal-code'],
    ['form[zip]', 'text', 'postcode', 'postal-code'],
    ['form[city]', 'text', 'city', 'address-level2'],
    ['form[county]', 'text', 'region', 'address-level1'],
    ['form[country]', 'country', 'country', 'country'],
    ['form[dob]', 'dob', 'dob', 'bday'],
    ['form[date_of_birth]', 'dob', 'dob', 'bday'],
    ['form[sex]', 'text', 'gender', 'sex'],
    ['form[comments]', 'textarea', 'comments', undefined],
    ['form[optin][terms]', 'consent', 'terms', undefined],
    ['form[optIn]', 'consent', 'marketing', undefined],
    ['form[marketing_consent]', 'consent', 'marketing', undefined],
    ['form[gdprConsent]', 'consent', 'terms', undefined],
    ['form[optin][email]', 'consent', undefined, undefined],
    ['form[optin][partner_offers]', 'consent', undefined, undefined],
    ['form[sms_optin]', 'consent', undefined, undefined],
    ['form[website_url]', 'url', 'website', 'url'],
    ['form[optin][contactTypes][]', 'checkboxes', 'contact_types', undefined],
    ['form[industry]', 'text', 'industry', undefined],
    // The end of the name tells the type, but the label has to stay its own.
    ['form[partner_email]', 'email', undefined, 'email'],
    ['form[homePhone]', 'phone', undefined, 'tel'],
    ['form[uk_postcode]', 'text', undefined, 'postal-code'],
    ['form[promotion]', 'text', undefined, undefined],
    ['form[favourite_colour]', 'text', undefined, undefined],
    ['form[имя]', 'text', undefined, undefined],
    ['form[constructor]', 'text', undefined, undefined],
    ['form[__proto__]', 'text', undefined, undefined],
    ['form[123]', 'text', undefined, undefined],
  ])('%s is %s', (name, type, label, autocomplete) => {
    const inferred = inferField(name);
    expect([inferred.type, inferred.label, inferred.autocomplete]).toEqual([type, label, autocomplete]);
  });
});

test.each([
  ['form[firstName]', true],
  ['form[lastName]', true],
  ['form[email]', true],
  ['form[optin][terms]', true],
  ['form[telephone]', undefined],
  ['form[optIn]', undefined],
  ['form[company]', undefined],
  ['form[partner_email]', undefined],
])('%s is required: %s', (name, required) => {
  expect(inferField(name).required).toBe(required);
});

test.each([
  ['form[email]', 'email'],
  ['form[telephone]', 'tel'],
  ['form[website]', 'url'],
  ['form[company]', undefined],
])('%s brings up the keyboard: %s', (name, inputmode) => {
  expect(inferField(name).inputmode).toBe(inputmode);
});

test.each([
  ['form[industry_sector]', 'Industry sector'],
  ['form[jobTitle]', 'Job title'],
  ['form[addressLine1]', 'Address line1'],
  ['form[number-of-seats]', 'Number of seats'],
  ['form[VAT]', 'VAT'],
  ['form[vatID]', 'Vat ID'],
  ['form[__q__]', 'Q'],
  ['form[a][b_c]', 'B c'],
  ['form[contactTypes][]', 'Contact types'],
  ['form[größeÜber]', 'Größe über'],
  ['form[What is your role?]', 'What is your role?'],
  ['form[a.b]', 'A b'],
])('%s is labelled %j', (name, label) => {
  expect(toLabel(name)).toBe(label);
});

test.each([
  ['form[email]', ['email']],
  ['form[lookup][postcode]', ['lookup', 'postcode']],
  ['form[x][]', ['x']],
  ['form', []],
])('%s is the path %j', (name, path) => {
  expect(toPath(name)).toEqual(path);
});

import { describe, expect, test } from 'vitest';
import { findLinkValues, readLinkValue } from '../../../worker/protocol/spelling/link-values.ts';

describe('a link fills a field', () => {
  test.each([
    ['form[email]', 'email', '?email=ada+news@example.com', 'ada+news@example.com'],
    ['form[email]', 'email', '?email=ada%2Bnews%40example.com', 'ada+news@example.com'],
    ['form[email]', 'email', '?email=ada+news%40example.com', 'ada+news@example.com'],
    ['form[email]', 'email', '?email=+ada@example.com+', 'ada@example.com'],
    ['form[email]', 'email', '?Email=ada@example.com', 'ada@example.com'],
    ['form[email]', 'email', '?EMAIL=ada@example.com', 'ada@example.com'],
    ['form[email]', 'email', '?e-mail=ada@example.com', 'ada@example.com'],
    ['form[email]', 'email', '?form[email]=ada@example.com', 'ada@example.com'],
    ['form[email]', 'email', '?form%5Bemail%5D=ada@example.com', 'ada@example.com'],
    ['form[email]', 'email', '?a=1&amp;email=ada@example.com', 'ada@example.com'],
    ['form[email]', 'email', '?a=1?email=ada@example.com', 'ada@example.com'],
    ['form[email]', 'email', '?email=ada\u200b@example.com', 'ada@example.com'],
    ['form[telephone]', 'phone', '?telephone=+447700900123', '+447700900123'],
    ['form[telephone]', 'phone', '?telephone=+44+7700+900123', '+44 7700 900123'],
    ['form[telephone]', 'phone', '?telephone=(+44)+7700+900123', '(+44) 7700 900123'],
    ['form[telephone]', 'phone', '?telephone=%2B44+7700+900123', '+44 7700 900123'],
    ['form[telephone]', 'phone', '?telephone=tel:+447700900123', 'tel:+447700900123'],
    ['form[telephone]', 'phone', '?telephone=07700+900123', '07700 900123'],
    ['form[telephone]', 'tel', '?Telephone=+44%207700', '+44 7700'],
    ['form[firstName]', 'text', '?firstName=Ada', 'Ada'],
    ['form[firstName]', 'text', '?firstname=Ada', 'Ada'],
    ['form[firstName]', 'text', '?first_name=Ada', 'Ada'],
    ['form[firstName]', 'text', '?first-name=Ada', 'Ada'],
    ['form[firstName]', 'text', '?FIRST_NAME=Ada', 'Ada'],
    ['form[firstName]', 'text', '?First%20Name=Ada', 'Ada'],
    ['form[firstName]', 'text', '?First+Name=Ada', 'Ada'],
    ['form[firstName]', 'text', '?FORM[FIRSTNAME]=Ada', 'Ada'],
    ['form[firstName]', 'text', '?first_name=Bo&firstName=Ada', 'Ada'],
    ['form[firstName]', 'text', '?firstName=&first_name=Ada', 'Ada'],
    ['form[firstName]', 'text', '?firstName=Jos%C3%A9', 'José'],
    ['form[firstName]', 'text', '?firstName=J%FCrgen', 'Jürgen'],
    ['form[firstName]', 'text', '?firstName=Ren%E9e', 'Renée'],
    ['form[firstName]', 'text', '?firstName=%8Aime', 'Šime'],
    ['form[firstName]', 'text', '?firstName=J%u00FCrgen', 'Jürgen'],
    ['form[firstName]', 'text', '?firstName=100%', '100%'],
    ['form[firstName]', 'text', '?firstName=Mary+Ann', 'Mary Ann'],
    ['form[firstName]', 'text', '?firstName=%E5%A4%AA%E9%83%8E', '太郎'],
    ['form[firstName]', 'text', '?firstName=Ýmir', 'Ýmir'],
    ['form[lastName]', 'text', '?last_name=O%E2%80%99Brien', 'O’Brien'],
    ['form[job_title]', 'text', '?jobTitle=Analyst', 'Analyst'],
    ['form[comments]', 'textarea', '?comments=a+%2B+b', 'a + b'],
    ['form[budget]', 'number', '?budget=$100', '$100'],
  ] as const)('%s (%s) by %s', (name, type, query, value) => {
    expect(findLinkValues(query, name, type)).toEqual([value]);
  });

  test('of a list with all its values', () => {
    expect(findLinkValues('?topics=a&topics=b&topics=', 'form[topics][]', 'checkboxes')).toEqual(['a', 'b']);
  });

  test.each(['?mail=x', '?emails=x', '', '?email', '?email=', '?email=%20+'])('%j fills no email field', (query) => {
    expect(findLinkValues(query, 'form[email]', 'email')).toEqual([]);
  });
});

describe('a placeholder that was never filled in is ignored', () => {
  test.each([
    '*|EMAIL|*',
    '*%7CEMAIL%7C*',
    '|*FNAME*|',
    '{{contact.firstname}}',
    '%7B%7Bcontact.firstname%7D%7D',
    'Dear {{ first_name }}',
    '{{{email}}}',
    '{% if x %}',
    '{first_name}',
    '{!Contact.FirstName}',
    '{$email}',
    '%%emailaddr%%',
    '%25%25emailaddr%25%25',
    '%%First Name%%',
    '[[first]]',
    '[[data:firstname:""]]',
    '[FIRSTNAME]',
    '[first name]',
    '[%first%]',
    `\${x}`,
    '$first_name',
    '$(email)',
    '#{name}',
    '@{email}',
    '<%= x %>',
    '%3C%25%3D%20x%20%25%3E',
    '<FIRSTNAME>',
    '<<Email>>',
    '«Email»',
    '%FIRSTNAME%',
    '%FAX%',
    '%recipient.email%',
    '~Contact.FirstName~',
    '#FIRSTNAME#',
    '##first##',
    '@@email@@',
    '__EMAIL__',
    '-firstName-',
    'undefined',
    'Undefined',
    'null',
    'NULL',
    'null null',
    'undefined+undefined',
    '(null)',
    '(not set)',
    '[object Object]',
    '#N/A',
  ])('%s', (raw) => {
    for (const type of ['text', 'email', 'phone'] as const) expect(readLinkValue(raw, type)).toBeUndefined();
  });

  test.each([
    'Nullmeier',
    'de la Null',
    'O’Brien-Null',
    'A*',
    'C#',
    '100%',
    '50% off',
    'A & B',
    '-',
    'Nan',
    'x_y',
    '#1',
  ])('%s is a value', (value) => expect(readLinkValue(encodeURIComponent(value), 'text')).toBe(value));
});

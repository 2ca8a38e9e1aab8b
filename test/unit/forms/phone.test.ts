import { describe, expect, test } from 'vitest';
import { parsePhone, toSinglePhone, toSplitPhone } from '../../../worker/forms/fields/phone.ts';

describe('a number is understood', () => {
  test.each([
    [{ number: '+447700900123' }, '+44', '07700900123', '+447700900123'],
    [{ number: '+44 (0)7700 900123' }, '+44', '07700900123', '+447700900123'],
    [{ number: '00447700900123' }, '+44', '07700900123', '+447700900123'],
    [{ number: '07700 900123', country: 'GB' }, '+44', '07700900123', '+447700900123'],
    [{ number: ' 07700-900.123 ', code: 'GB' }, '+44', '07700900123', '+447700900123'],
    [{ number: '07700 900123', code: '+44' }, '+44', '07700900123', '+447700900123'],
    [{ number: '7700 900123', code: '44' }, '+44', '07700900123', '+447700900123'],
    [{ number: '447700900123', code: '44' }, '+44', '07700900123', '+447700900123'],
    [{ number: '07700 900123', code: 'GB', country: 'DE' }, '+44', '07700900123', '+447700900123'],
    [{ number: '+44 7700 900123', code: '+49', country: 'DE' }, '+44', '07700900123', '+447700900123'],
    [{ number: '07700 900123', code: 'XX', country: 'GB' }, '+44', '07700900123', '+447700900123'],
    [{ number: '(212) 555-0123', country: 'US' }, '+1', '2125550123', '+12125550123'],
    [{ number: '212 555 0123', code: '+1' }, '+1', '2125550123', '+12125550123'],
    [{ number: '030 123456', country: 'DE' }, '+49', '030123456', '+4930123456'],
    [{ number: '030 123456', code: '+49' }, '+49', '030123456', '+4930123456'],
    // Italy dials the 0 from abroad, too.
    [{ number: '06 1234 5678', country: 'IT' }, '+39', '0612345678', '+390612345678'],
    [{ number: '06 1234 5678', code: '+39' }, '+39', '0612345678', '+390612345678'],
    [{ number: '8 912 345-67-89', code: '+7' }, '+7', '89123456789', '+79123456789'],
    [{ number: '020 7946 0000 ext 5', country: 'GB' }, '+44', '02079460000', '+442079460000'],
  ])('%j', (input, dialCode, national, international) => {
    expect(parsePhone(input)).toMatchObject({ dialCode, national, international });
  });

  test.each([
    [{ number: '+4930123456' }, 'DE'],
    [{ number: '07700 900123', code: 'GB' }, 'GB'],
    [{ number: '01481 000000', code: 'GG' }, 'GG'],
    [{ number: '+1 212 555 0123' }, 'US'],
    [{ number: '+49 30 123456', country: 'GB' }, 'DE'],
  ])('%j: of %s', (input, country) => {
    expect(parsePhone(input)?.country).toBe(country);
  });
});

test.each([
  [{ number: '' }],
  [{ number: '   ', code: '+44' }],
  [{ number: 'no phone' }],
  [{ number: '12345' }],
  [{ number: '07700 900123' }],
  [{ number: '123', code: '+44' }],
  [{ number: '+44' }],
  [{ number: '+999 1234567890' }],
  [{ number: `+44${'7'.repeat(30)}` }],
  [{ number: '٠', country: 'EG' }],
])('%j is no number', (input) => {
  expect(parsePhone(input)).toBeUndefined();
});

const BRITISH = { dialCode: '+44', country: 'GB', national: '07700900123', international: '+447700900123' };
const FREE = { dialCode: '+800', national: '12345678', international: '+80012345678' };

test.each([
  ['plain', BRITISH, '+447700900123'],
  ['bracketed', BRITISH, '(+44)07700900123'],
  ['split', BRITISH, '(+44)07700900123'],
] as const)('one field, %s', (style, parts, expected) => {
  expect(toSinglePhone({ style, countryCode: '+44' }, parts)).toBe(expected);
});

test.each([
  ['+44', BRITISH, '+44'],
  ['44', BRITISH, '44'],
  ['GB', BRITISH, 'GB'],
  ['GB', FREE, '+800'],
] as const)('two fields, the code written like %s', (countryCode, parts, code) => {
  expect(toSplitPhone({ style: 'split', countryCode }, parts)).toEqual({ code, number: parts.national });
});

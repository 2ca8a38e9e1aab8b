import { describe, expect, test } from 'vitest';
import { judgePhone, parsePhone, toSinglePhone, toSplitPhone } from '../../../worker/forms/fields/phone.ts';

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
    // Mexico's prefixes of before 2019.
    [{ number: '+52 1 55 1234 5678' }, '+52', '5512345678', '+525512345678'],
    [{ number: '01 55 1234 5678', country: 'MX' }, '+52', '5512345678', '+525512345678'],
    [{ number: '044 55 1234 5678', country: 'MX' }, '+52', '5512345678', '+525512345678'],
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

describe('a number that already has its country code gets no other', () => {
  const SPELLINGS = [
    '+44 7700 900123',
    '(+44) 7700 900123',
    '(+44)07700900123',
    '(0044) 7700 900123',
    '00447700900123',
    '011 44 7700 900123',
    '44 (0)7700 900123',
    'tel:+44-7700-900123',
    '\u202a+44 7700 900123\u202c',
    '+44 +44 7700 900123',
  ];
  const COUNTRIES = ['GB', 'US', 'DE', 'FR', 'IN', 'NL', 'AT', 'IT', 'ES', 'BR', 'JP', 'CN', 'AU', 'PL', 'SE', 'EG'];
  test.each(SPELLINGS.flatMap((number) => COUNTRIES.map((country) => [number, country])))(
    '%s in %s',
    (number, country) => {
      expect(parsePhone({ number, country })?.international).toBe('+447700900123');
      expect(parsePhone({ number, code: country, country: 'CH' })?.international).toBe('+447700900123');
    },
  );

  test.each([
    ['447700900123', 'GB', '+447700900123'],
    ['44 7700 900123', 'GB', '+447700900123'],
    ['(44) 7700 900123', 'GB', '+447700900123'],
    ['447700900123', 'FR', '+447700900123'],
    ['447700900123', 'NL', '+447700900123'],
    ['447700900123', 'US', '+447700900123'],
    ['447700900123', 'PL', '+447700900123'],
    ['447700900123', 'BR', '+447700900123'],
    ['447700900123', undefined, '+447700900123'],
    ['4915123456789', 'DE', '+4915123456789'],
    ['4915123456789', 'FR', '+4915123456789'],
    ['33612345678', 'FR', '+33612345678'],
    ['34612345678', 'ES', '+34612345678'],
    ['393331234567', 'IT', '+393331234567'],
    ['31612345678', 'NL', '+31612345678'],
    ['436641234567', 'AT', '+436641234567'],
    ['41791234567', 'CH', '+41791234567'],
    ['919876543210', 'IN', '+919876543210'],
    ['5511912345678', 'BR', '+5511912345678'],
    ['12125550123', 'US', '+12125550123'],
    ['48601234567', 'PL', '+48601234567'],
    ['46701234567', 'SE', '+46701234567'],
    ['4520123456', 'DK', '+4520123456'],
    ['8613812345678', 'CN', '+8613812345678'],
    ['819012345678', 'JP', '+819012345678'],
    ['61412345678', 'AU', '+61412345678'],
    ['201001234567', 'EG', '+201001234567'],
    ['6281234567890', 'ID', '+6281234567890'],
    ['0011 44 7700 900123', 'AU', '+447700900123'],
    ['010 44 7700 900123', 'JP', '+447700900123'],
    ['8 10 44 7700 900123', 'RU', '+447700900123'],
    ['+44447700900123', 'GB', '+447700900123'],
  ])('%s in %s is %s', (number, country, international) => {
    expect(parsePhone({ number, ...(country && { country }) })?.international).toBe(international);
  });
});

describe('a number as it is dialled at home', () => {
  test.each([
    ['7700 900123', 'GB', '+447700900123'],
    ['2079460000', 'GB', '+442079460000'],
    ['0151 23456789', 'DE', '+4915123456789'],
    ['1701234567', 'DE', '+491701234567'],
    ['06 12 34 56 78', 'FR', '+33612345678'],
    ['612345678', 'FR', '+33612345678'],
    ['612 345 678', 'ES', '+34612345678'],
    ['06 12345678', 'NL', '+31612345678'],
    ['0664 1234567', 'AT', '+436641234567'],
    ['079 123 45 67', 'CH', '+41791234567'],
    ['310 555 0123', 'US', '+13105550123'],
    ['9876543210', 'IN', '+919876543210'],
    ['11 91234-5678', 'BR', '+5511912345678'],
    ['31 98765-4321', 'BR', '+5531987654321'],
    ['138 1234 5678', 'CN', '+8613812345678'],
    ['090-1234-5678', 'JP', '+819012345678'],
    ['０９０−１２３４−５６７８', 'JP', '+819012345678'],
    ['010-1234-5678', 'KR', '+821012345678'],
    ['8 912 345-67-89', 'RU', '+79123456789'],
    ['9123456789', 'RU', '+79123456789'],
    ['20 12 34 56', 'DK', '+4520123456'],
    ['070-123 45 67', 'SE', '+46701234567'],
    ['601 234 567', 'PL', '+48601234567'],
    ['328 123 4567', 'IT', '+393281234567'],
    ['912 345 678', 'PT', '+351912345678'],
    ['٠١٠ ٠١٢٣ ٤٥٦٧', 'EG', '+201001234567'],
    ['0412 345 678', 'AU', '+61412345678'],
    ['0113 496 0000', 'GB', '+441134960000'],
    ['050 123 4567', 'AE', '+971501234567'],
    ['082 123 4567', 'ZA', '+27821234567'],
    ['55 1234 5678', 'MX', '+525512345678'],
  ])('%s in %s is %s', (number, country, international) => {
    expect(parsePhone({ number, country })?.international).toBe(international);
  });
});

describe('what is wrong with a number', () => {
  test.each([
    [{ number: '07700 900123' }, 'phone_country', undefined],
    [{ number: '+999 1234567890' }, 'phone_country', undefined],
    [{ number: '12345', country: 'GB' }, 'phone_short', undefined],
    [{ number: '+44 7700', country: 'DE' }, 'phone_short', undefined],
    [{ number: '07700 900123 456 789', country: 'GB' }, 'phone_long', undefined],
    [{ number: '+44 7700 900123 4567' }, 'phone_long', undefined],
    // Nor is it Japanese.
    [{ number: '8123 4567 8123 4567', country: 'SG' }, 'phone_long', undefined],
    [{ number: 'no phone', country: 'GB' }, 'phone', undefined],
    [{ number: '07700 900123, 07700 900124', country: 'GB' }, 'phone_several', undefined],
    [{ number: '020 7946 0000 ext 5', country: 'GB' }, 'phone_extension', { extension: '5' }],
    [
      { number: '447700900123', country: 'DE' },
      'phone_ambiguous',
      { first: '+49 4477 00900123', second: '+44 7700 900123' },
    ],
    [
      { number: '447700900123', code: 'AT' },
      'phone_ambiguous',
      { first: '+43 4477 00900123', second: '+44 7700 900123' },
    ],
    [
      { number: '1 55 1234 5678', country: 'MX' },
      'phone_ambiguous',
      { first: '+52 55 1234 5678', second: '+1 551 234 5678' },
    ],
    [
      { number: '15123456789', country: 'DE' },
      'phone_ambiguous',
      { first: '+49 1512 3456789', second: '+1 512 345 6789' },
    ],
  ])('%j: %s', (input, code, values) => {
    expect(judgePhone(input)).toEqual({ ok: false, error: { code, ...(values && { values }) } });
  });

  test('each of two readings is understood once it is chosen', () => {
    for (const number of ['+49 4477 00900123', '+44 7700 900123']) {
      expect(parsePhone({ number, country: 'DE' })?.international).toBe(number.replaceAll(' ', ''));
    }
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

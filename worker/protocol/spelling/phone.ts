import { toPlainText } from './characters.ts';
import { fault, type Reading, read } from './reading.ts';

/** International prefixes other than 00, by dial code. */
const EXIT_CODES: Record<string, RegExp> = {
  1: /^011(?=[1-9])/,
  7: /^810(?=[1-9])/,
  61: /^0011(?=[1-9])/,
  81: /^010(?=[1-9])/,
};
/** North America's prefix, used elsewhere, with enough digits to exclude area codes that begin the same. */
const AMERICAN_EXIT = /^011(?=[1-9]\d{10})/;
/** The prefix of Korea and South-East Asia, with more digits than 00 and an American number have. */
const ASIAN_EXIT = /^001(?=[1-9]\d{10})/;
/** `+44 (0)`, `0044(0)`, `44 (0)`. Nobody writes (0) after an area code. */
const BRACKETED_ZERO = /^(\D*(?:00|011)?[1-9]\d{0,2}\D*)\(\s*0\s*\)/;
/** Italy, San Marino and the Vatican dial the 0 from abroad too. */
const KEEPS_ZERO = /^\D*(?:00|011)?(?:39|378|379)\D/;

/** Any language's word and sign for it: `ext. 5`, `x5`, `#5`, `доб. 5`, `内線5`, `,5`. */
const EXTENSION = /(?:[,;]+|[#~×]|\p{L})[\s:.=#]*(\d{1,7})[\s#)]*$/u;
/** The number of digits of an international number. */
const NUMBER = /(?:\d\D*){7}/;
const SEPARATORS = /[/;,&|]|\p{L}+|(?=\+)/u;
const TEXT_MAX = 200;

/**
 * The digits that were meant: `+447700900123` if the text contains its country code, or else the national number,
 * `07700900123`. Digits without a plus may still begin with a country code. Only a numbering plan can tell.
 *
 * @param dialCode of the country that the visitor chose, `44`
 */
export function readPhone(text: string, dialCode = ''): Reading<string> {
  // Japan types its long vowel for a dash.
  const plain = stripScheme(toPlainText(text)).replace(/ー/g, '-');
  if (plain.length > TEXT_MAX) return fault('phone_long');
  if (plain.split(SEPARATORS).filter((piece) => NUMBER.test(piece)).length > 1) return fault('phone_several');
  const extension = EXTENSION.exec(plain);
  const before = plain.slice(0, extension?.index);
  // Between pairs of digits, commas mean nothing.
  if (extension?.[1] && NUMBER.test(before) && !/[,;]/.test(before)) {
    return fault('phone_extension', { extension: extension[1] });
  }
  // A label may come before or after a number.
  if (/\d[^\p{L}\d]*\p{L}\D*\d/u.test(plain) || !/\d/.test(plain)) return fault('phone');
  return read(toDigits(plain, dialCode));
}

function toDigits(text: string, dialCode: string): string {
  const hasZero = BRACKETED_ZERO.test(text);
  const typed = (hasZero && !KEEPS_ZERO.test(text) ? text.replace(BRACKETED_ZERO, '$1') : text)
    .replace(/[^\d+]/g, '')
    // A plus that is typed from right to left comes last.
    .replace(/^(\d+)\+$/, '+$1')
    // Two country codes: the second is the number's own.
    .replace(/^(?:\+\d{0,4}|0+)\+(?=\d)/, '+')
    .replace(/^(\d{1,3})\+/, '+$1')
    .replace(/^\+(\d{1,3})00(?=\1)/, '+')
    // No country code begins with 0.
    .replace(/^\+0(?!0)/, '0')
    .replace(/^\+00(?=[1-9])/, '+');
  const dialled = typed
    .replace(EXIT_CODES[dialCode] ?? AMERICAN_EXIT, '+')
    .replace(AMERICAN_EXIT, '+')
    .replace(ASIAN_EXIT, '+')
    .replace(/^00(?=[1-9])/, '+')
    .replace(/(?!^)\+/g, '');
  return hasZero && !dialled.startsWith('+') ? `+${dialled}` : dialled;
}

/** `tel:7700-900123;phone-context=+44` → `+44 7700-900123`. */
function stripScheme(text: string): string {
  const [, link] = /^(?:tel|callto|sms|whatsapp):(?:\/\/)?(.*)$/i.exec(text) ?? [];
  if (link === undefined) return text;
  const [number = '', ...rest] = link.replace(/%2b/gi, '+').replace(/%20/g, ' ').split(/[;?]/);
  const parameters = new URLSearchParams(rest.join('&').replace(/\+/g, '%2B').toLowerCase());
  const [context = '', extension] = [parameters.get('phone-context') ?? '', parameters.get('ext')];
  const country = /^\+[\d.()-]+$/.test(context) && !number.includes('+') ? context : '';
  return `${country} ${number}${extension ? ` x${extension}` : ''}`.trim();
}

import { toPlainText } from './characters.ts';
import { fault, type Reading, read } from './reading.ts';

/** Floating-point numbers lose further digits. */
const DECIMAL = /^-?\d{1,15}(\.\d{1,10})?$/;
/** Thousands, or lakhs and crores, separated by one kind of mark. */
const GROUPED = /^[1-9]\d{0,2}([ ',.])(?:\d{2,3}\1)*\d{3}$/;

/** A number as a language's readers mean it: `1.500` is `1500` in German, `1.500` in English. Digits stay as typed. */
export function readNumber(text: string, locale: string): Reading<string> {
  const usual = decimalMark(locale);
  const plain = toPlainText(text)
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019\u02bc\u066c_`\u00b4]/g, "'")
    .replace(/\u066b/g, usual)
    .replace(/[\u060c\u3001]/g, ',')
    .replace(/^([+-]? ?)[A-Z]{1,2}(?=\p{Sc})/u, '$1')
    .replace(/^[A-Z]{3}| ?[A-Z]{3}$/g, (word) => (isCurrency(word.trim()) ? '' : word))
    .replace(/\p{Sc}/gu, '')
    // Round sums end in a dash in Switzerland and Germany, in a stroke and a dash in India.
    .replace(/[.,/]-{1,2} ?$/, '')
    .trim();
  const sign = plain[0] === '-' ? '-' : '';
  const typed = plain.replace(/^[+-] ?/, '');
  const mark = findDecimalMark(typed, usual);
  const at = mark ? typed.lastIndexOf(mark) : typed.length;
  const [whole, fraction] = [typed.slice(0, at), typed.slice(at + 1)];
  const digits = GROUPED.test(whole) ? whole.replace(/\D/g, '') : whole;
  const number = `${sign}${digits || '0'}${fraction ? `.${fraction}` : ''}`;
  return /\d/.test(typed) && DECIMAL.test(number) ? read(number) : fault('number');
}

/** `CHF`, but not `MIO`. */
const isCurrency = (word: string): boolean =>
  new Intl.DisplayNames('en', { type: 'currency', fallback: 'none' }).of(word) !== undefined;

/** The decimal mark in this text, if any. */
function findDecimalMark(text: string, usual: string): string | undefined {
  const marks: string[] = text.match(/[.,]/g) ?? [];
  const last = marks[marks.length - 1];
  if (!last || marks.indexOf(last) < marks.length - 1) return undefined;
  // Of two kinds, the last is the decimal mark in every language.
  return marks.length > 1 || last === usual || !GROUPED.test(text) ? last : undefined;
}

function decimalMark(locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value === ',' ? ',' : '.';
}

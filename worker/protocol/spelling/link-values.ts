/** Values for fields in a link, such as one in a mailing: `?email=ada+news@example.com&first_name=Ada`. */
import type { FieldType } from '../wire.ts';
import { decode, listParameters } from './address.ts';
import { cleanText } from './characters.ts';

/**
 * A mailing tool's placeholder that was not filled in: `*|FNAME|*`, `{{first}}`, `%%first%%`, `[[first]]`, `<%= x %>`.
 */
const MERGE_TAG =
  /\*\|.*\|\*|\|\*.*\*\||\{.*\}|\{\{|\}\}|%%.+%%|\[\[.*\]\]|<%.*%>|\[%.*%\]|<<.*>>|«.*»|‹.*›|!\*.*\*!|^\[@?[^@\]]*\]$|^\(\([^)]*\)\)$|^(?:<|&lt;)[^@]*(?:>|&gt;)$|^\$[a-z([]|^([-~#@|!_%*$:^§&]{1,3})\p{L}[^@]*\1$/iu;
/** What programs print for a missing value. */
const NOTHING =
  /^(?:(?:null|undefined)\s*)+$|^\((?:null|undefined|not set|none)\)$|^\[object \w+\]$|^#(?:n\/a|ref!|value!)$/i;

/** Case and punctuation don't distinguish names: `first_name` is `firstName`. */
const fold = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The values for a field, under Convertr's name or its last word: `form[firstName]`, `firstName`, `FIRST_NAME`. Exact
 * names win.
 */
export function findLinkValues(query: string, name: string, type: FieldType): string[] {
  const parameters = listParameters(query);
  const short = /\[([^\]]+)\](?:\[\])?$/.exec(name)?.[1] ?? name;
  const isNamed = [
    (given: string) => given === name,
    (given: string) => given === short,
    (given: string) => fold(given) === fold(name),
    (given: string) => fold(given) === fold(short),
  ];
  for (const is of isNamed) {
    const values = parameters.flatMap(([given, raw]) => (is(given) ? (readLinkValue(raw, type) ?? []) : []));
    if (values.length > 0) return values;
  }
  return [];
}

/** A parameter of a URL, such as a partner's own id. An exact name wins over another case. */
export function readQueryValue(address: string | undefined, name: string): string | undefined {
  const parameters = listParameters(address ?? '');
  const isNamed = [(given: string) => given === name, (given: string) => given.toLowerCase() === name.toLowerCase()];
  for (const is of isNamed)
    for (const [given, raw] of parameters) {
      const value = is(given) ? readLinkValue(raw, 'text') : undefined;
      if (value !== undefined) return value;
    }
  return undefined;
}

/** One value as it was meant, from its escaped form, or undefined if it is empty or a placeholder. */
export function readLinkValue(raw: string, type: FieldType): string | undefined {
  const value = cleanText(decode(unescapePlus(raw, type)));
  return value && !isUnfilled(raw) && !isUnfilled(value) ? value : undefined;
}

const isUnfilled = (value: string): boolean => MERGE_TAG.test(value) || NOTHING.test(value);

/** A plus is a space in a query, but nobody means one inside an address or before a number. */
function unescapePlus(raw: string, type: FieldType): string {
  if (type === 'email' && /@|%40/.test(raw)) return raw.replace(/^\++|\++$/g, '');
  if (/^(?:phone|tel)$/.test(type)) return raw.replace(/([\p{L}\d)])\+/gu, '$1 ');
  return raw.replace(/\+/g, ' ');
}

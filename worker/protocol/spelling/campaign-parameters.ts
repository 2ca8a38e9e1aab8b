import { SOURCE } from '../source-parameters.ts';
import { decode, listParameters } from './address.ts';
import { cleanText, toPlainText } from './characters.ts';

/** Longer values are noise or an attack. */
const VALUE_MAX_LENGTH = 500;

/**
 * The campaign tags and click ids of an address, under their names in lower case. The first of several that isn't blank
 * counts.
 */
export function readParameters(address: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, raw] of listParameters(address)) {
    const known = foldName(name);
    if (!SOURCE.test(known)) continue;
    const [value = '', ...more] = splitValue(decode(raw.replace(/\+/g, ' ')));
    if (value) parameters[known] ??= value.slice(0, VALUE_MAX_LENGTH);
    for (const [other, text] of Object.entries(readParameters(`?${more.join('&')}`))) parameters[other] ??= text;
  }
  return parameters;
}

/** `UTM_SOURCE`, `utm-source`, `utmSource`, and `#!/offer/utm_source`. */
const foldName = (name: string): string =>
  toPlainText(name)
    .toLowerCase()
    .replace(/^.*[/!]/, '')
    .replace(/^utm\W?(?=(?:source|medium|campaign|term|content|id)$)/, 'utm_');

/** A tag behind another mark than `&`, or behind one that was escaped, became part of the value before it. */
function splitValue(value: string): string[] {
  const [own = '', ...more] = value.includes('//') ? [value] : value.split(/[?&,|+](?:amp;)*(?=utm_\w+=)/i);
  // Web servers add a slash to what they take for a folder.
  return [cleanText(own).replace(/^([^/]+)\/$/, '$1'), ...more];
}

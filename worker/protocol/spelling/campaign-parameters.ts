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
    const known = toPlainText(name).toLowerCase();
    const value = cleanText(decode(raw.replace(/\+/g, ' ')));
    if (value && SOURCE.test(known)) parameters[known] ??= value.slice(0, VALUE_MAX_LENGTH);
  }
  return parameters;
}

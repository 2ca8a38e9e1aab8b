/** A date of birth that was posted as three inputs, as pages without a script do. */
import type { Parameters } from './body.ts';

export const DATE_PARTS = ['year', 'month', 'day'] as const;

/** Adds `form[dob]` where only `form[dob].day`, `.month` and `.year` were posted. A missing part stays blank. */
export function joinDates(parameters: Parameters): Parameters {
  const joined = new Map(parameters);
  for (const partName of parameters.keys()) {
    const name = /^(.+)\.(?:day|month|year)$/.exec(partName)?.[1];
    if (!name || joined.has(name)) continue;
    const parts = DATE_PARTS.map((part) => parameters.get(`${name}.${part}`)?.[0]?.trim() ?? '');
    if (parts.some(Boolean))
      joined.set(name, [parts.map((part) => (part === '' ? '' : part.padStart(2, '0'))).join('-')]);
  }
  return joined;
}

/** The same in pieces, to be filled in again. */
export function splitDate(value: string): Record<(typeof DATE_PARTS)[number], string> {
  const [year = '', month = '', day = ''] = value.split('-');
  return { year, month, day };
}

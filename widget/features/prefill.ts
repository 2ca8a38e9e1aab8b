/** Fills fields from the page's query: `?email=…`, `?form[email]=…`. Never hidden fields, consents, births or secrets. */
import type { Part } from '../feature.ts';

const NEVER = /^(consent|checkbox|dob)$/;
const SECRET = /pass|card|iban|ssn|token|secret/i;
/** Longer values are no answer of a person. */
const LONGEST = 200;

const part: Part = (host) => {
  const query = new URLSearchParams(location.search);
  for (const { name, type, value, fields } of host.leaves) {
    if (NEVER.test(type) || SECRET.test(name)) continue;
    // `form[optin][email]` can be given as `email`, its last word.
    const short = /\[([^\]]+)\](\[\])?$/.exec(name)?.[1];
    const values = [name, short ?? name].map((key) => query.getAll(key)).find(([value]) => value);
    // A phone number in two fields is asked for under the name of both.
    const control = fields?.[1]?.name ?? name;
    const known = host.values[control]?.[0];
    if (values && (!known || known === value)) host.values[control] = values.map((text) => text.slice(0, LONGEST));
  }
  return undefined;
};
export default part;

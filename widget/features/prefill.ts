/**
 * Fills fields from the page's query: `?email=…`, `?form[email]=…`. Never hidden fields, consents, dates of birth,
 * secrets, or what the form marks as sensitive.
 */
import type { FeatureFactory } from '../feature.ts';

const NEVER = /^(consent|checkbox|dob)$/;
const SECRET = /pass|card|iban|ssn|token|secret/i;
/** No person's answer is longer. */
const MAX_LENGTH = 200;

const prefill: FeatureFactory = (host) => {
  const query = new URLSearchParams(location.search);
  for (const { name, type, value, fields, sensitive } of host.leaves) {
    if (sensitive || NEVER.test(type) || SECRET.test(name)) continue;
    // `form[optin][email]` can be given as `email`, its last word.
    const short = /\[([^\]]+)\](\[\])?$/.exec(name)?.[1];
    const values = [name, short ?? name].map((key) => query.getAll(key)).find(([value]) => value);
    // A phone number in two fields has one name in the query.
    const control = fields?.[1]?.name ?? name;
    const known = host.values[control]?.[0];
    if (values && (!known || known === value)) host.values[control] = values.map((text) => text.slice(0, MAX_LENGTH));
  }
  return undefined;
};
export default prefill;

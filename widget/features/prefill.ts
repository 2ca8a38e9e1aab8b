/**
 * Fills fields from the page's URL: `?email=…`, `?form[email]=…`. Never hidden fields, consents, dates of birth,
 * secrets, or fields that the form marks as sensitive.
 */
import { findLinkValues } from '../../worker/protocol/spelling/link-values.ts';
import type { FeatureFactory } from '../feature.ts';

const NEVER = /^(consent|checkbox|dob)$/;
const SECRET = /pass|card|iban|ssn|token|secret/i;
/** Longer than any person's answer. */
const MAX_LENGTH = 200;

const prefill: FeatureFactory = (host) => {
  for (const { name, type, value, fields, sensitive } of host.leaves) {
    if (sensitive || NEVER.test(type) || SECRET.test(name)) continue;
    const values = findLinkValues(location.href, name, type).map((text) => text.slice(0, MAX_LENGTH));
    // A phone number in two fields has one name in the URL.
    const control = fields?.[1]?.name ?? name;
    const known = host.values[control]?.[0];
    if (values[0] && (!known || known === value)) host.values[control] = values;
  }
  return undefined;
};
export default prefill;

import * as v from 'valibot';
import { ENTERPRISE_LABEL } from '../convertr/origin.ts';

/** Location hints. The platform uses the nearest location that runs objects. */
export const LOCATION_HINTS = ['wnam', 'enam', 'sam', 'weur', 'eeur', 'apac', 'oc', 'afr', 'me'] as const;
export const JURISDICTIONS = ['eu', 'fedramp'] as const;

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const text = v.pipe(v.string(), v.minLength(1));

export const enterpriseSchema = v.pipe(v.string(), v.regex(ENTERPRISE_LABEL));

/** One account in `CONVERTR_ACCOUNTS`. */
export const accountSchema = v.strictObject({
  publisherId: count,
  username: text,
  password: text,
  origin: v.optional(v.string()),
  jurisdiction: v.optional(v.picklist(JURISDICTIONS)),
  locationHint: v.optional(v.picklist(LOCATION_HINTS)),
  budget: v.optional(
    v.strictObject({ requests: v.optional(count), results: v.optional(count), logins: v.optional(count) }),
  ),
});

export type AccountFields = v.InferOutput<typeof accountSchema>;
export type Jurisdiction = (typeof JURISDICTIONS)[number];
export type LocationHint = (typeof LOCATION_HINTS)[number];

import * as v from 'valibot';
import type { Decision, Lead } from '../state/model.ts';

/** The vendor's example of a lead that turned invalid later [doc]. */
const STALE_LEAD = 'Unable to Contact';

export const verdictsSchema = v.strictObject({
  leads: v.pipe(v.array(v.pipe(v.number(), v.integer())), v.minLength(1)),
  verdict: v.exactOptional(v.picklist(['pending', 'valid', 'invalid'])),
  reasons: v.exactOptional(v.array(v.pipe(v.string(), v.minLength(1)))),
});

export type VerdictsChange = v.InferOutput<typeof verdictsSchema>;

/** The current verdict: the latest change, or else the quality jobs' result. */
export function getDecision(lead: Lead, now: number): Decision {
  return lead.changed ?? getFirstDecision(lead, now);
}

/** The quality jobs' result, without later changes. */
export function getFirstDecision({ decidesAt, failedJobs }: Lead, now: number): Decision {
  if (now < decidesAt) return { verdict: 'pending', failedJobs: [] };
  return { verdict: failedJobs.length > 0 ? 'invalid' : 'valid', failedJobs };
}

/** The decision after a change. A change without a verdict flips it. Undefined if there is nothing to flip. */
export function changeDecision(
  lead: Lead,
  { verdict, reasons }: Omit<VerdictsChange, 'leads'>,
  now: number,
): Decision | undefined {
  const current = getDecision(lead, now);
  if (verdict === undefined && current.verdict === 'pending') return undefined;
  const next = verdict ?? (current.verdict === 'valid' ? 'invalid' : 'valid');
  if (next !== 'invalid') return { verdict: next, failedJobs: [] };
  return { verdict: next, failedJobs: reasons ?? (lead.failedJobs.length > 0 ? lead.failedJobs : [STALE_LEAD]) };
}

import { type Answer, isRecord } from './answer.ts';
import type { ResultOutcome } from './outcome.ts';

/**
 * Reads every kind of answer that integrators have seen: 202 while Convertr decides; 200 with an empty body or `""` for
 * a valid lead; 200 with reasons as an object, a JSON string or plain text for an invalid one.
 */
export function toResultOutcome({ status, text, json }: Answer): ResultOutcome {
  if (status === 202) return { kind: 'pending' };
  if (status >= 400) return { kind: 'rejected', status };
  if (status !== 200) return { kind: 'unexpected', status };
  if (text.trim() === '' || json === '') return { kind: 'valid' };
  // A page is not a verdict. It comes from a gateway or is a login form.
  if (text.trimStart().startsWith('<')) return { kind: 'pending' };
  if (typeof json === 'string') return { kind: 'invalid', reasons: [json] };
  if (isRecord(json)) return readReasons(json, status);
  // Plain text has been seen; a number, a list and null have not.
  return json === undefined ? { kind: 'invalid', reasons: [text.trim()] } : { kind: 'unexpected', status };
}

function readReasons({ qaReasons, failedJobs }: Record<string, unknown>, status: number): ResultOutcome {
  const jobs = Array.isArray(failedJobs) ? failedJobs.filter((job): job is string => typeof job === 'string') : [];
  const summary = typeof qaReasons === 'string' && qaReasons.trim() !== '' ? [qaReasons] : [];
  const reasons = jobs.length > 0 ? jobs : summary;
  return reasons.length > 0 ? { kind: 'invalid', reasons } : { kind: 'unexpected', status };
}

import { getVerdict } from '../state/leads.ts';
import type { Lead } from '../state/model.ts';

/** The answers that integrators have seen [seen]; the variants take turns, so that a client meets them all. */
export function toResultAnswer(lead: Lead, now: number): Response {
  switch (getVerdict(lead, now)) {
    case 'pending':
      return new Response('The lead has not been processed yet.', { status: 202, headers: textual });
    case 'valid':
      return lead.id % 2 === 0 ? new Response('', { headers: textual }) : Response.json('');
    case 'invalid':
      return toReasons(lead);
  }
}

const textual = { 'Content-Type': 'text/html; charset=UTF-8' };

function toReasons({ id, failedJobs, answers }: Lead): Response {
  const reasons = failedJobs.join(', ');
  if (id % 3 === 1) return Response.json(reasons);
  if (id % 3 === 2) return new Response(reasons, { headers: textual });
  const leadData = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [name.replace(/^form\[|\[\]$/g, '').replace(/\]$/, ''), answer]),
  );
  return Response.json({ qaReasons: reasons, failedJobs, leadData });
}

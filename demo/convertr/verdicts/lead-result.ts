import { toGatewayPage } from '../http/gateway-page.ts';
import type { Lead } from '../state/model.ts';
import type { Settings } from '../state/settings.ts';
import { getDecision, getFirstDecision } from './verdict.ts';

const textual = { 'Content-Type': 'text/html; charset=UTF-8' };

/** The answers that integrators have seen [seen]. */
export function toResultAnswer(lead: Lead, settings: Settings, now: number): Response {
  const { resultBody, resultShowsFlips } = settings;
  if (resultBody === 'html') return new Response(toGatewayPage('Convertr'), { headers: textual });
  const { verdict, failedJobs } = resultShowsFlips ? getDecision(lead, now) : getFirstDecision(lead, now);
  switch (verdict) {
    case 'pending':
      return new Response('The lead has not been processed yet.', { status: 202, headers: textual });
    case 'valid':
      return lead.id % 2 === 0 ? new Response('', { headers: textual }) : Response.json('');
    case 'invalid':
      return toReasons(lead, failedJobs, resultBody === 'in_turn' ? IN_TURN[lead.id % IN_TURN.length] : resultBody);
  }
}

/** Variants alternate, so that a client meets all of them. */
const IN_TURN = ['object', 'string', 'text'] as const;

function toReasons({ answers }: Lead, failedJobs: string[], body: Settings['resultBody'] | undefined): Response {
  const qaReasons = failedJobs.join(', ');
  const leadData = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [name.replace(/^form\[|\[\]$/g, '').replace(/\]$/, ''), answer]),
  );
  switch (body) {
    case 'string':
      return Response.json(qaReasons);
    case 'text':
      return new Response(qaReasons, { headers: textual });
    case 'blank_reasons':
      return Response.json({ qaReasons: '', failedJobs, leadData });
    case 'reasons_only':
      return Response.json({ qaReasons });
    default:
      return Response.json({ qaReasons, failedJobs, leadData });
  }
}

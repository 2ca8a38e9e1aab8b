/** Says that it did not work: to the visitor, the page and its owner. */
import { LeadFormEvent } from './events.ts';
import type { Host } from './feature.ts';
import type { Failure, FormState } from './form-state.ts';

/** The form cannot be used, or this submission could not be handed over. */
export function fail(host: Host, state: Failure, submission?: string): void {
  const { status } = state;
  const form = host.setting('form');
  show(host, state);
  if (status === 'forbidden') warn(host, host.say(status, { origin: location.origin }));
  if (status === 'unavailable')
    warn(host, `No form "${form}" from ${host.origin}: check its id, the endpoint and the network.`);
  const reason = status === 'failed' ? state.why : status;
  host.dispatchEvent(new LeadFormEvent('lead-form-failed', { form, reason, ...(submission && { submission }) }));
}

export function show(host: Host, state: FormState, key = ''): void {
  host.state = state;
  host.announce(host.say(key));
}

function warn(host: Host, text: string): void {
  console.warn(`[lead-form] ${text}`);
  host.warnings.push(text);
}

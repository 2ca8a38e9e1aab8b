/** GA4's names on the page's data layer. The submission id lets GA4 and a server's own event be told as one. */
import type { Host, Part } from '../feature.ts';

declare global {
  interface Window {
    dataLayer?: unknown[];
  }
}

/** A form that is changed for another goes on under the same ears. */
const heard = new WeakSet<Host>();

const part: Part = (host) => {
  if (heard.has(host)) return undefined;
  heard.add(host);
  const push = (event: string, more: Record<string, unknown>) => {
    window.dataLayer ??= [];
    window.dataLayer.push({ event, form_id: host.definition.form, ...more });
  };
  host.addEventListener('lead-form-started', () => push('form_start', {}));
  host.addEventListener('lead-form-submitting', (event) => {
    // Listeners of the page's may cancel it yet.
    queueMicrotask(() => event.defaultPrevented || push('form_submit', { event_id: event.detail.submission }));
  });
  host.addEventListener('lead-form-submitted', ({ detail: { submission, status, channel } }) =>
    push('generate_lead', { event_id: submission, lead_status: status, lead_channel: channel }),
  );
  return undefined;
};
export default part;

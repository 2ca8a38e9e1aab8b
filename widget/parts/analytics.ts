/** GA4's names on the page's data layer. The submission id lets GA4 and a server's own event be told as one. */
import type { Part } from '../kit.ts';

declare global {
  interface Window {
    dataLayer?: unknown[];
  }
}

const part: Part = (host) => {
  const push = (event: string, more: Record<string, unknown>) => {
    window.dataLayer ??= [];
    window.dataLayer.push({ event, form_id: host.definition.form, ...more });
  };
  host.addEventListener('lead-form-started', () => push('form_start', {}));
  host.addEventListener('lead-form-submitting', ({ defaultPrevented, detail: { submission } }) => {
    if (!defaultPrevented) push('form_submit', { event_id: submission });
  });
  host.addEventListener('lead-form-submitted', ({ detail: { submission, status, channel } }) =>
    push('generate_lead', { event_id: submission, lead_status: status, lead_channel: channel }),
  );
  return undefined;
};
export default part;

/** Pushes events under GA4's names on the page's data layer. `event_id` lets GA4 recognise the same event from a server. */
import type { FeatureFactory } from '../feature.ts';
import type { Host } from '../host.ts';

declare global {
  interface Window {
    dataLayer?: unknown[];
  }
}

/** They stay if the element's form changes, or if the element leaves the page during a submission. */
const listening = new WeakSet<Host>();

const analytics: FeatureFactory = (host) => {
  if (listening.has(host)) return undefined;
  listening.add(host);
  const push = (event: string, more: Record<string, unknown>) => {
    // An element of the page may have this name.
    if (typeof window.dataLayer?.push !== 'function') window.dataLayer = [];
    window.dataLayer.push({ event, form_id: host.definition.form, ...more });
  };
  host.addEventListener('lead-form-started', () => push('form_start', {}));
  let submission = '';
  host.addEventListener('lead-form-submitting', (event) => {
    // Another attempt for the same lead is not another submission.
    if (event.detail.submission === submission) return;
    // The page's listeners may still cancel it.
    queueMicrotask(() => {
      if (event.defaultPrevented) return;
      submission = event.detail.submission;
      push('form_submit', { event_id: submission });
    });
  });
  host.addEventListener('lead-form-invalid', ({ detail: { fields } }) => push('form_error', { fields }));
  // GA4's enhanced measurement would count the same submit.
  host.addEventListener('submit', (event) => event.stopPropagation());
  host.addEventListener('lead-form-submitted', ({ detail: { submission, status, channel } }) =>
    push('generate_lead', { event_id: submission, lead_status: status, lead_channel: channel }),
  );
  return undefined;
};
export default analytics;

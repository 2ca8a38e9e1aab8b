/** The real widget in a separate frame. It gets a definition, and never sends anything. */
import type { PreviewMessage, PreviewState, ShowMessage } from './message.ts';

interface FormElement extends HTMLElement {
  state: unknown;
  renderRoot: ShadowRoot;
  definition: ShowMessage['definition'];
}

const ANSWER = { submission: '', status: 'queued', channel: 'Direct' };
const stage = document.querySelector<HTMLElement>('#stage');
let shown = '';

const tell = (message: PreviewMessage) => parent.postMessage(message, location.origin);

addEventListener('message', ({ source, origin, data }: MessageEvent<ShowMessage>) => {
  if (source === parent && origin === location.origin && data.kind === 'show') show(data);
});
// Nothing leaves the preview. Instead of sending a lead, it shows the thank-you message.
addEventListener('lead-form-submitting', (event) => {
  event.preventDefault();
  setState(event.target as FormElement, 'submitted');
  tell({ kind: 'submitted' });
});
// There is no hosted page for a form called "preview".
addEventListener(
  'click',
  (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link?.pathname === '/f/preview') event.preventDefault();
  },
  { capture: true },
);
addEventListener('lead-form-redirecting', (event) => event.preventDefault());
addEventListener('lead-form-ready', (event) => {
  (event.target as FormElement).dataset.ready = '';
});

if (stage) new ResizeObserver(() => tell({ kind: 'height', height: Math.ceil(stage.offsetHeight) })).observe(stage);

tell({ kind: 'ready' });

function show({ definition, theme, dir, state, accent = '' }: ShowMessage): void {
  document.documentElement.dataset.theme = theme;
  const { turnstile: _, ...drawn } = { ...definition, dir };
  const next = JSON.stringify([drawn, theme, accent]);
  const known = stage?.querySelector<FormElement>('lead-form');
  if (known && next === shown) {
    setState(known, state);
    return;
  }
  shown = next;
  // The origin marks it as meant for this page. Otherwise the widget would fetch it.
  const inlined = { ...drawn, origin: self.origin };
  globalThis.leadwire = {
    ...globalThis.leadwire,
    definitions: { [`${location.origin} preview`]: inlined },
  } as typeof globalThis.leadwire;
  const element = document.createElement('lead-form') as FormElement;
  element.setAttribute('form', 'preview');
  element.setAttribute('theme', theme);
  element.setAttribute('locale', definition.locale);
  if (accent) element.setAttribute('accent', accent);
  element.addEventListener(
    'lead-form-ready',
    () => {
      // The feature that renders errors and thank-you message loads once the form is entered.
      element.renderRoot.dispatchEvent(new FocusEvent('focusin'));
      setState(element, state);
    },
    { once: true },
  );
  // Rendered before it replaces the other, so that nothing flickers while somebody types.
  stage?.append(element);
  for (const other of stage?.querySelectorAll('lead-form') ?? []) if (other !== element) other.remove();
}

function setState(element: FormElement, state: PreviewState): void {
  switch (state) {
    case 'ready':
      element.state = { status: 'ready', tried: false, problems: {} };
      return;
    case 'invalid': {
      const { fields, messages } = element.definition;
      const required = fields.filter((field) => field.required && field.type !== 'address');
      const say = ({ type, label }: (typeof required)[number]) =>
        ((type === 'consent' ? messages.consent : messages.required) ?? '{label}').replace('{label}', label);
      element.state = {
        status: 'ready',
        tried: true,
        problems: Object.fromEntries(required.map((field) => [field.name, say(field)])),
      };
      return;
    }
    case 'submitting':
      element.state = { status: 'submitting', waiting: false };
      return;
    case 'submitted':
      element.state = { status: 'submitted', answer: ANSWER };
      return;
    case 'failed':
      element.state = { status: 'failed', why: 'offline' };
      return;
    case 'closed':
    case 'unavailable':
      element.state = { status: state };
  }
}

declare global {
  var leadwire: { definitions?: Record<string, unknown> } | undefined;
}

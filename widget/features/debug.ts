/** An overlay for people who put the form on a page, with its data and its events, but nothing that was typed. */
import { SOURCE } from '../../worker/protocol/source-parameters.ts';
import type { SubmitAnswer } from '../../worker/protocol/wire.ts';
import type { Feature, FeatureFactory } from '../feature.ts';
import type { Host } from '../host.ts';

const EVENTS = ['ready', 'started', 'submitting', 'submitted', 'invalid', 'failed', 'redirecting', 'step'];

const LOOK: Partial<CSSStyleDeclaration> = {
  all: 'initial',
  display: 'block',
  position: 'fixed',
  insetInlineEnd: '8px',
  zIndex: '2147483647',
  maxWidth: 'min(32rem, 94vw)',
  maxHeight: '60vh',
  overflow: 'auto',
  padding: '8px 12px',
  font: '12px/1.5 ui-monospace, monospace',
  color: '#e8eef4',
  background: '#10181f',
  borderRadius: '8px',
  whiteSpace: 'pre-wrap',
};

/** Distance between the titles of several overlays. */
const STACKED_PX = 40;

/** A form that is reloaded keeps its overlay. */
const overlays = new WeakMap<Host, Feature>();
let count = 0;

/** The parameters that name a source; any other parameter may be personal. */
function describeVisit(): string {
  const sources = [...new URLSearchParams(location.search)].filter(([key]) => SOURCE.test(key));
  const from = document.referrer ? new URL(document.referrer).host : 'no referrer';
  return [from, ...sources.map((source) => source.join('='))].join(', ');
}

function describe(host: Host, answer: SubmitAnswer | undefined): string[] {
  const facts = [`endpoint: ${host.origin}`, `state: ${host.state.status}`];
  const { form, locale, touch, country, fields, closed } = host.definition;
  if (!form) return facts;
  return [
    ...facts,
    `locale: ${locale}, touch: ${touch}, country: ${country ?? 'unknown'}${closed ? ', closed' : ''}`,
    `visit: ${describeVisit()}`,
    `channel: ${answer?.channel ?? (host.setting('channel') || 'by the visit, known once the lead is stored')}`,
    `link: ${answer ? (answer.linkId ?? 'none') : host.setting('link') || 'by the channel'}`,
    `fields:\n${fields.map(({ name, type, required }) => `  ${name} ${type}${required ? ' *' : ''}`).join('\n')}`,
  ];
}

const debug: FeatureFactory = (host) => {
  const known = overlays.get(host);
  if (known) return known;
  const box = document.createElement('details');
  box.dir = 'ltr';
  Object.assign(box.style, LOOK);
  box.style.bottom = `${8 + STACKED_PX * count++}px`;
  const title = document.createElement('summary');
  title.textContent = `lead-form ${host.setting('form')}`;
  title.style.cursor = 'pointer';
  const facts = document.createElement('div');
  const log = document.createElement('div');
  box.append(title, facts, log);
  (host.parentElement ?? document.body).append(box);

  const note = (text: string) => {
    const line = document.createElement('div');
    line.textContent = text;
    log.append(line);
  };
  let warned = 0;
  let answer: SubmitAnswer | undefined;
  const hostUpdated = () => {
    facts.textContent = describe(host, answer).join('\n');
    for (const text of host.warnings.slice(warned)) note(`⚠ ${text}`);
    warned = host.warnings.length;
  };
  for (const event of EVENTS)
    host.addEventListener(`lead-form-${event}`, (fired) => {
      note(`${new Date().toLocaleTimeString()} ${event} ${'detail' in fired ? JSON.stringify(fired.detail) : ''}`);
    });
  host.addEventListener('lead-form-submitted', ({ detail }) => {
    answer = detail;
    hostUpdated();
  });
  hostUpdated();
  const feature = { hostUpdated };
  overlays.set(host, feature);
  return feature;
};
export default debug;

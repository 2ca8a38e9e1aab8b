/** An overlay for whoever puts the form on a page: what it knows, and what happens. Nothing that was typed. */
import type { Extension, Host, Part } from '../kit.ts';

const EVENTS = ['ready', 'started', 'submitting', 'submitted', 'invalid', 'failed', 'redirecting'];

const LOOK: Partial<CSSStyleDeclaration> = {
  all: 'initial',
  display: 'block',
  position: 'fixed',
  insetInlineEnd: '8px',
  bottom: '8px',
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

const overlays = new WeakMap<Host, Extension>();

function describe(host: Host): string[] {
  const { definition } = host;
  const said = [`endpoint: ${host.origin}`, `state: ${host.state.status}`];
  if (!definition) return said;
  const { locale, touch, country, fields, closed } = definition;
  return [
    ...said,
    `locale: ${locale}, touch: ${touch}, country: ${country ?? 'unknown'}${closed ? ', closed' : ''}`,
    `channel: ${host.getAttribute('channel') ?? 'from the visit'}, link: ${host.getAttribute('link') ?? 'by channel'}`,
    `fields:\n${fields.map(({ name, type, required }) => `  ${name} ${type}${required ? ' *' : ''}`).join('\n')}`,
  ];
}

const part: Part = (host) => {
  const known = overlays.get(host);
  if (known) return known;
  const box = document.createElement('details');
  box.dir = 'ltr';
  Object.assign(box.style, LOOK);
  const title = document.createElement('summary');
  title.textContent = `lead-form ${host.getAttribute('form')}`;
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
  const drawn = () => {
    facts.textContent = describe(host).join('\n');
    for (const text of host.warnings.slice(warned)) note(`⚠ ${text}`);
    warned = host.warnings.length;
  };
  for (const event of EVENTS)
    host.addEventListener(`lead-form-${event}`, (fired) => {
      note(`${new Date().toLocaleTimeString()} ${event} ${'detail' in fired ? JSON.stringify(fired.detail) : ''}`);
    });
  drawn();
  overlays.set(host, { drawn });
  return { drawn };
};
export default part;

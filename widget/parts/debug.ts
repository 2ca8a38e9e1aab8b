/** An overlay for whoever puts the form on a page: what it knows, and what happens. Nothing that was typed. */
import type { Part } from '../kit.ts';

const EVENTS = ['ready', 'started', 'submitting', 'submitted', 'invalid', 'failed', 'redirecting'];

const part: Part = (host) => {
  const box = document.createElement('details');
  box.dir = 'ltr';
  Object.assign(box.style, {
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
  });
  const title = document.createElement('summary');
  title.textContent = `lead-form ${host.definition.form}`;
  title.style.cursor = 'pointer';
  const log = document.createElement('div');
  box.append(title, log);
  (host.parentElement ?? document.body).append(box);

  const note = (text: string) => {
    const line = document.createElement('div');
    line.textContent = text;
    log.append(line);
  };
  const { definition } = host;
  note(`endpoint: ${host.origin}`);
  note(`locale: ${definition.locale}, touch: ${definition.touch}, country: ${definition.country ?? 'unknown'}`);
  note(
    `channel: ${host.getAttribute('channel') ?? 'from the visit'}, link: ${host.getAttribute('link') ?? 'by channel'}`,
  );
  note(
    `fields:\n${definition.fields.map(({ name, type, required }) => `  ${name} ${type}${required ? ' *' : ''}`).join('\n')}`,
  );
  for (const event of EVENTS)
    host.addEventListener(`lead-form-${event}`, (fired) => {
      note(`${new Date().toLocaleTimeString()} ${event} ${'detail' in fired ? JSON.stringify(fired.detail) : ''}`);
    });
  return undefined;
};
export default part;

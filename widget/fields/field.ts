/** What every field has around its control: label, help, error, and the ties between them. */
import { html, nothing } from 'lit/html.js';
import type { FieldDefinition } from '../../worker/protocol/wire.ts';
import type { Drawn, FieldKind, Host, Kinds } from '../feature.ts';
import { checkbox, consent } from './consent.ts';
import { text } from './text.ts';

/** The kinds that a simple form needs; the others come with lazy parts. */
const coreKinds: Kinds = { text, consent, checkbox };

export function kindOf(field: FieldDefinition, host: Host): FieldKind {
  for (const { kinds } of host.extensions) if (kinds?.[field.type]) return kinds[field.type] as FieldKind;
  return coreKinds[field.type] ?? text;
}

export function drawField(field: FieldDefinition, host: Host): Drawn {
  const kind = host.kindOf(field);
  const id = host.idOf(field.name);
  const problem = host.problems[field.name];
  const hint = host.ask('hint', field);
  const describedBy = [field.help && `${id}-help`, hint && `${id}-hint`, problem && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  const ids = { id, describedBy, invalid: Boolean(problem) };
  const control = kind.draw(field, host, ids);
  const optional =
    field.required || kind.inline ? nothing : html`<span class="quiet"> (${host.say('optional')})</span>`;
  // A template costs a slow phone a millisecond the first time it is drawn: most fields have no notes.
  const notes =
    describedBy &&
    html`${field.help && html`<div part="help" class="quiet" id=${`${id}-help`}>${field.help}</div>`}
    ${hint ? html`<div part="hint" id=${`${id}-hint`}>${hint}</div>` : nothing}
    ${problem ? html`<div part="error" id=${`${id}-error`}>${problem}</div>` : nothing}`;
  const classes = `field ${field.width === 'half' ? 'half' : ''} ${kind.inline ? 'inline' : ''}`;
  // Words that are not translated keep their own direction. Elsewhere an isolate would cost a slow phone a fifth of layout.
  const words = host.definition.dir === 'rtl' ? html`<bdi>${field.label}</bdi>` : field.label;
  if (kind.frame) return kind.frame(field, { ...ids, classes, label: html`${words}${optional}`, control, notes });
  return kind.inline
    ? html`<div part="field" class=${classes}>${control}${notes}</div>`
    : html`<div part="field" class=${classes}>
        <label part="label" for=${id}>${words}${optional}</label>${control}${notes}
      </div>`;
}

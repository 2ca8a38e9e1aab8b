/** The parts around every control: label, help, hint and error, tied to it for assistive technology. */
import { html, nothing } from 'lit';
import type { FieldDefinition } from '../../worker/protocol/wire.ts';
import type { Host } from '../host.ts';
import type { Drawn, FieldKind } from './field-kind.ts';
import { inLanguage } from './in-language.ts';
import { text } from './text.ts';

/** A simple form only needs one-line texts. Features add the other kinds. */
export function kindOf(field: FieldDefinition, host: Host): FieldKind {
  const feature = host.features.find(({ kinds }) => kinds?.[field.type]);
  return feature?.kinds?.[field.type] ?? text;
}

export function drawField(field: FieldDefinition, host: Host): Drawn {
  const kind = host.kindOf(field);
  const id = host.idOf(field.name);
  const problem = host.problems[field.name];
  const hint = host.callHook('hint', field);
  const describedBy = [field.help && `${id}-help`, hint && `${id}-hint`, problem && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  const ids = { id, describedBy, invalid: Boolean(problem) };
  const control = kind.draw(field, host, ids);
  const optional = field.required ? nothing : html`<span class="quiet"> (${host.say('optional')})</span>`;
  // A translated page has different text nodes than those that were rendered, so a changed text is set as a whole. Most
  // fields have no notes, and a slow phone takes a millisecond to render a template for the first time.
  const notes =
    describedBy &&
    html`${field.help && html`<div part="help" class="quiet" id=${`${id}-help`}>${inLanguage(field.helpLang, field.help)}</div>`}
    ${hint ? html`<div part="hint" id=${`${id}-hint`}>${hint}</div>` : nothing}
    ${problem ? html`<div part="error" id=${`${id}-error`} .textContent=${problem}></div>` : nothing}`;
  const classes = `field ${field.width === 'half' ? 'half' : ''}`;
  // In right-to-left forms, labels that are not translated keep their own direction. Elsewhere `<bdi>` is left out,
  // because it costs a slow phone a fifth more layout time.
  const { dir, locale } = host.definition;
  const words = inLanguage(field.lang ?? (dir === 'rtl' ? locale : undefined), field.label);
  if (kind.frame) return kind.frame(field, { ...ids, classes, label: html`${words}${optional}`, control, notes });
  return html`<div part="field" class=${classes}>
    <label part="label" for=${id}>${words}${optional}</label>${control}${notes}
  </div>`;
}

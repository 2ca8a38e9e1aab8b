/** Checkboxes and radio buttons in plain HTML. */
import { html } from 'hono/html';
import { isTick } from '../../leads/ticks.ts';
import type { FieldDefinition } from '../../protocol/wire.ts';
import {
  describedBy,
  type FieldContext,
  isolate,
  renderAttribute,
  renderAttributes,
  renderNotes,
  renderOptional,
  toId,
  valuesOf,
} from './field-attributes.ts';
import type { Html } from './page.ts';
import { renderRichText } from './rich-text.ts';

export function renderChoices(field: FieldDefinition, context: FieldContext): Html {
  const chosen = valuesOf(field, context);
  const type = field.type === 'radio' ? 'radio' : 'checkbox';
  return html`<fieldset
    id="${toId(field.name)}"
    tabindex="-1"
    ${type === 'radio' ? renderRadioState(field, context) : ''}
    ${renderAttribute('aria-describedby', describedBy(field, context))}
  >
    <legend>${isolate(field.lang, field.label)}${renderOptional(field, context)}</legend>
    ${field.options?.map(
      ({ value, label, lang }) =>
        html`<label class="tick"
          ><input type="${type}" name="${field.name}" value="${value}" ${chosen.includes(value) ? 'checked' : ''} />
          ${isolate(lang, label)}</label
        >`,
    )}
    ${renderNotes(field, context)}
  </fieldset>`;
}

/** Only a group of radio buttons is required as a whole, because each checkbox may be ticked or not. */
const renderRadioState = ({ name, required }: FieldDefinition, { errors }: FieldContext): Html =>
  html`role="radiogroup" aria-required="${String(required)}" aria-invalid="${String(errors[name] !== undefined)}"`;

export function renderTick(field: FieldDefinition, context: FieldContext): Html {
  const text = field.text && renderRichText(field.text);
  const isTicked = context.parameters.get(field.name)?.some((value) => isTick(field, value));
  return html`<div>
    <label class="tick"
      ><input ${renderAttributes(field, context)} type="checkbox" value="${field.ticked ?? '1'}" ${isTicked ? 'checked' : ''} />
      <span>${isolate(field.lang, text ?? field.label)}${renderOptional(field, context)}</span></label
    >
    ${renderNotes(field, context)}
  </div>`;
}

/** Each type of field in plain HTML. */
import { html } from 'hono/html';
import { getMessages } from '../../forms/language/messages.ts';
import type { FieldDefinition, Option } from '../../protocol/wire.ts';
import { renderChoices, renderTick } from './choices.ts';
import { conditionalId } from './conditions.ts';
import { listCountryOptions, listDialCodeOptions } from './country-options.ts';
import { renderDate } from './date-inputs.ts';
import {
  type FieldContext,
  firstValueOf,
  isolate,
  renderAttribute,
  renderAttributes,
  renderNotes,
  renderOptional,
  toId,
  valuesOf,
} from './field-attributes.ts';
import type { Html } from './page.ts';

const INPUT_TYPES: Partial<Record<FieldDefinition['type'], string>> = {
  email: 'email',
  tel: 'tel',
  phone: 'tel',
  url: 'url',
};

export const renderField = (field: FieldDefinition, context: FieldContext): Html =>
  field.showIf
    ? html`<div id="${conditionalId(toId(field.name))}">${renderByType(field, context)}</div>`
    : renderByType(field, context);

function renderByType(field: FieldDefinition, context: FieldContext): Html {
  switch (field.type) {
    case 'address':
      return html`<fieldset class="group">
        <legend>${isolate(field.lang, field.label)}</legend>
        ${field.fields?.map((line) => renderField(line, context))}
      </fieldset>`;
    case 'phone':
      return field.fields ? renderPhone(field, context) : renderInput(field, context);
    case 'date':
    case 'dob':
      return renderDate(field, context);
    case 'radio':
    case 'checkboxes':
      return renderChoices(field, context);
    case 'checkbox':
    case 'consent':
      return renderTick(field, context);
    case 'select':
    case 'multiselect':
    case 'country':
      return renderLabelled(field, context, renderSelect(field, context, listOptions(field, context)));
    case 'textarea':
      return renderLabelled(field, context, renderTextarea(field, context));
    default:
      return renderInput(field, context);
  }
}

const renderTextarea = (field: FieldDefinition, context: FieldContext): Html =>
  html`<textarea ${renderAttributes(field, context)} maxlength="${field.maxlength ?? 2000}">${valuesOf(field, context).join('\n')}</textarea>`;

const renderInput = (field: FieldDefinition, context: FieldContext): Html =>
  renderLabelled(
    field,
    context,
    html`<input
      ${renderAttributes(field, context)}
      type="${INPUT_TYPES[field.type] ?? 'text'}"
      value="${firstValueOf(field, context)}"
      ${renderAttribute('inputmode', field.inputmode)}
      ${renderAttribute('placeholder', field.placeholder)}
      ${renderAttribute('maxlength', field.maxlength)}
    />`,
  );

function renderPhone(field: FieldDefinition, context: FieldContext): Html {
  const [code, number] = field.fields ?? [];
  if (!code || !number) return renderInput(field, context);
  const preselected = field.country ?? code.value ?? '';
  const preset = context.parameters.has(code.name) ? code : { ...code, value: preselected };
  return html`<fieldset>
    <legend>${isolate(field.lang, field.label)}${renderOptional(field, context)}</legend>
    <div class="pair">
      <div>${renderSelect({ ...preset, required: false }, context, listDialCodeOptions(context.locale), code.label)}</div>
      <div>
        <input
          ${renderAttributes(number, context)}
          type="tel"
          inputmode="tel"
          aria-label="${number.label}"
          value="${firstValueOf(number, context)}"
        />
      </div>
    </div>
    ${renderNotes(field.help ? { ...number, help: field.help } : number, context)}
  </fieldset>`;
}

function renderSelect(field: FieldDefinition, context: FieldContext, options: Option[], label?: string): Html {
  const chosen = valuesOf(field, context);
  const isMultiple = field.type === 'multiselect';
  return html`<select ${renderAttributes(field, context)} ${isMultiple ? 'multiple' : ''} ${renderAttribute('aria-label', label)}>
    ${isMultiple ? '' : html`<option value="">${getMessages(context.locale).choose}</option>`}
    ${options.map(
      ({ value, label: text, lang }) =>
        html`<option value="${value}"${renderAttribute('lang', lang)} ${chosen.includes(value) ? 'selected' : ''}>${text}</option>`,
    )}
  </select>`;
}

const renderLabelled = (field: FieldDefinition, context: FieldContext, control: Html): Html => html`<div>
    <label class="top" for="${toId(field.name)}">${isolate(field.lang, field.label)}${renderOptional(field, context)}</label>
    ${control} ${renderNotes(field, context)}
  </div>`;

const listOptions = ({ type, options }: FieldDefinition, { locale }: FieldContext): Option[] =>
  options ?? (type === 'country' ? listCountryOptions(locale) : []);

/** Each kind of field in plain HTML. */
import { html } from 'hono/html';
import { dialCodeOf, isCountry, listCountries } from '../../forms/fields/countries.ts';
import { getMessages } from '../../forms/language/messages.ts';
import { isTick } from '../../leads/answers.ts';
import type { Parameters } from '../../leads/body.ts';
import type { FieldDefinition, FieldProblem, Option } from '../../protocol/wire.ts';
import { conditionalId } from './conditions.ts';
import type { Html } from './page.ts';

export interface Drawing {
  parameters: Parameters;
  errors: Record<string, FieldProblem[]>;
  locale: string;
}

export const toId = (name: string): string => name.replace(/\W+/g, '-');

const INPUT_TYPES: Partial<Record<FieldDefinition['type'], string>> = {
  email: 'email',
  tel: 'tel',
  phone: 'tel',
  url: 'url',
  date: 'date',
  dob: 'date',
};

export const drawField = (field: FieldDefinition, drawing: Drawing): Html =>
  field.showIf
    ? html`<div id="${conditionalId(toId(field.name))}">${drawKind(field, drawing)}</div>`
    : drawKind(field, drawing);

function drawKind(field: FieldDefinition, drawing: Drawing): Html {
  switch (field.type) {
    case 'address':
      return html`<fieldset class="group">
        <legend><bdi>${field.label}</bdi></legend>
        ${field.fields?.map((line) => drawField(line, drawing))}
      </fieldset>`;
    case 'phone':
      return field.fields ? drawPhone(field, drawing) : drawInput(field, drawing);
    case 'radio':
    case 'checkboxes':
      return drawChoices(field, drawing);
    case 'checkbox':
    case 'consent':
      return drawTick(field, drawing);
    case 'select':
    case 'multiselect':
    case 'country':
      return drawLabelled(field, drawing, drawSelect(field, drawing, optionsOf(field, drawing)));
    case 'textarea':
      return drawLabelled(
        field,
        drawing,
        html`<textarea ${shared(field, drawing)} maxlength="${field.maxlength ?? 2000}">${firstValue(field, drawing)}</textarea>`,
      );
    default:
      return drawInput(field, drawing);
  }
}

function drawInput(field: FieldDefinition, drawing: Drawing): Html {
  const isDate = field.type === 'date' || field.type === 'dob';
  return drawLabelled(
    field,
    drawing,
    html`<input
      ${shared(field, drawing)}
      type="${INPUT_TYPES[field.type] ?? 'text'}"
      value="${firstValue(field, drawing)}"
      ${attribute('inputmode', field.inputmode)}
      ${attribute('placeholder', field.placeholder)}
      ${attribute('maxlength', isDate ? undefined : field.maxlength)}
      ${attribute('min', isDate ? field.min : undefined)}
      ${attribute('max', isDate ? field.max : undefined)}
    />`,
  );
}

function drawPhone(field: FieldDefinition, drawing: Drawing): Html {
  const [code, number] = field.fields ?? [];
  if (!code || !number) return drawInput(field, drawing);
  const names = new Intl.DisplayNames(drawing.locale, { type: 'region' });
  const options = listCountries()
    .filter(isCountry)
    .map((country) => ({ value: country, label: `${names.of(country) ?? country} (${dialCodeOf(country)})` }))
    .sort((a, b) => a.label.localeCompare(b.label, drawing.locale));
  const preset = drawing.parameters.has(code.name) ? code : { ...code, ...(field.country && { value: field.country }) };
  return html`<fieldset>
    <legend><bdi>${field.label}</bdi>${optional(field, drawing)}</legend>
    <div class="pair">
      <div>${drawSelect({ ...preset, required: false }, drawing, options, code.label)}</div>
      <div>
        <input
          ${shared(number, drawing)}
          type="tel"
          inputmode="tel"
          aria-label="${number.label}"
          value="${firstValue(number, drawing)}"
        />
      </div>
    </div>
    ${notes({ ...number, ...(field.help && { help: field.help }) }, drawing)}
  </fieldset>`;
}

function drawSelect(field: FieldDefinition, drawing: Drawing, options: Option[], label?: string): Html {
  const chosen = valuesOf(field, drawing);
  const isMultiple = field.type === 'multiselect';
  return html`<select ${shared(field, drawing)} ${isMultiple ? 'multiple' : ''} ${attribute('aria-label', label)}>
    ${isMultiple ? '' : html`<option value="">${getMessages(drawing.locale).choose}</option>`}
    ${options.map(
      ({ value, label: text }) =>
        html`<option value="${value}" ${chosen.includes(value) ? 'selected' : ''}>${text}</option>`,
    )}
  </select>`;
}

function drawChoices(field: FieldDefinition, drawing: Drawing): Html {
  const chosen = valuesOf(field, drawing);
  const type = field.type === 'radio' ? 'radio' : 'checkbox';
  return html`<fieldset id="${toId(field.name)}" tabindex="-1" ${attribute('aria-describedby', describedBy(field, drawing))}>
    <legend><bdi>${field.label}</bdi>${optional(field, drawing)}</legend>
    ${field.options?.map(
      ({ value, label }) =>
        html`<label class="tick"
          ><input type="${type}" name="${field.name}" value="${value}" ${chosen.includes(value) ? 'checked' : ''} />
          <bdi>${label}</bdi></label
        >`,
    )}
    ${notes(field, drawing)}
  </fieldset>`;
}

function drawTick(field: FieldDefinition, drawing: Drawing): Html {
  const ticked = field.ticked ?? '1';
  const text = field.text?.map((piece) =>
    typeof piece === 'string' ? piece : html`<a href="${piece.href}" target="_blank" rel="noopener">${piece.text}</a>`,
  );
  const isTicked = drawing.parameters.get(field.name)?.some((value) => isTick(field, value));
  return html`<div>
    <label class="tick"
      ><input ${shared(field, drawing)} type="checkbox" value="${ticked}" ${isTicked ? 'checked' : ''} />
      <span><bdi>${text ?? field.label}</bdi>${optional(field, drawing)}</span></label
    >
    ${notes(field, drawing)}
  </div>`;
}

function drawLabelled(field: FieldDefinition, drawing: Drawing, control: Html): Html {
  return html`<div>
    <label class="top" for="${toId(field.name)}"><bdi>${field.label}</bdi>${optional(field, drawing)}</label>
    ${control} ${notes(field, drawing)}
  </div>`;
}

function notes(field: FieldDefinition, { errors }: Drawing): Html {
  const problem = errors[field.name]?.[0];
  return html`${field.help ? html`<p class="quiet" id="${toId(field.name)}-help">${field.help}</p>` : ''}
  ${problem ? html`<p class="error" id="${toId(field.name)}-error">${problem.message}</p>` : ''}`;
}

const optional = ({ required }: FieldDefinition, { locale }: Drawing): Html | '' =>
  required ? '' : html` <span class="quiet">(${getMessages(locale).optional})</span>`;

/** What every control has. */
const shared = (field: FieldDefinition, drawing: Drawing): Html => html`id="${toId(field.name)}" name="${field.name}"
${attribute('autocomplete', field.autocomplete)} ${field.required ? 'required' : ''}
${attribute('aria-invalid', drawing.errors[field.name] && 'true')}
${attribute('aria-describedby', describedBy(field, drawing))}`;

const attribute = (name: string, value: string | number | undefined): Html | '' =>
  value === undefined || value === '' ? '' : html` ${name}="${value}"`;

function describedBy({ name, help }: FieldDefinition, { errors }: Drawing): string | undefined {
  const id = toId(name);
  return [errors[name] && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ') || undefined;
}

const valuesOf = ({ name, value }: FieldDefinition, { parameters }: Drawing): readonly string[] =>
  parameters.get(name) ?? (value === undefined || parameters.size > 0 ? [] : [value]);

const firstValue = (field: FieldDefinition, drawing: Drawing): string => valuesOf(field, drawing)[0] ?? '';

function optionsOf({ type, options }: FieldDefinition, { locale }: Drawing): Option[] {
  if (type !== 'country' || options) return options ?? [];
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  return listCountries()
    .map((country) => ({ value: country, label: names.of(country) ?? country }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}

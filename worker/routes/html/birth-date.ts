/** A date of birth in plain HTML: three inputs, because a date picker starts decades away from a birth. */
import { html } from 'hono/html';
import { getMessages } from '../../forms/language/messages.ts';
import { splitDate } from '../../leads/date-parts.ts';
import { type DatePart, datePartsOf } from '../../protocol/spelling/date.ts';
import type { FieldDefinition } from '../../protocol/wire.ts';
import {
  describedBy,
  type FieldContext,
  firstValueOf,
  isolate,
  renderAttribute,
  renderNotes,
  renderOptional,
  toId,
} from './field-attributes.ts';
import type { Html } from './page.ts';

export function renderBirthDate(field: FieldDefinition, context: FieldContext): Html {
  const { name, label, lang, required, autocomplete } = field;
  const { locale, country, errors } = context;
  const values = splitDate(firstValueOf(field, context));
  const words = getMessages(locale);
  const described = describedBy(field, context);
  // The summary links to the first input. Not every screen reader reads a group's description, so the input has it,
  // too.
  const renderPart = (part: DatePart, index: number) => {
    const id = index === 0 ? toId(name) : `${toId(name)}-${part}`;
    return html`<div>
      <label class="quiet" for="${id}">${words[part]}</label>
      <input
        id="${id}"
        name="${name}.${part}"
        inputmode="numeric"
        maxlength="${part === 'year' ? 4 : 2}"
        value="${values[part]}"
        ${renderAttribute('autocomplete', autocomplete && `bday-${part}`)}
        ${required ? 'required' : ''}
        ${renderAttribute('aria-invalid', errors[name] && 'true')}
        ${renderAttribute('aria-describedby', index === 0 ? described : undefined)}
      />
    </div>`;
  };
  return html`<fieldset ${renderAttribute('aria-describedby', described)}>
    <legend>${isolate(lang, label)}${renderOptional(field, context)}</legend>
    <div class="dob">${datePartsOf({ locale, country }).map(renderPart)}</div>
    ${renderNotes(field, context)}
  </fieldset>`;
}

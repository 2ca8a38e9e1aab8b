/** A date in plain HTML: three inputs, because browsers post an incomplete date of a picker as an empty text. */
import { html } from 'hono/html';
import { getMessages } from '../../forms/language/messages.ts';
import { splitDate } from '../../leads/date-parts.ts';
import { type DatePart, datePartsOf, readDate } from '../../protocol/spelling/date.ts';
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

export function renderDate(field: FieldDefinition, context: FieldContext): Html {
  const { name, label, lang, required, autocomplete } = field;
  const { locale, country, errors } = context;
  const text = firstValueOf(field, context);
  // The publisher's own markup may have posted it in one input.
  const day = readDate(text, 'date', { locale, country }, Date.now());
  const values = splitDate(day.ok ? day.value : text);
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
        ${renderAttribute('autocomplete', autocomplete === 'bday' ? `bday-${part}` : autocomplete)}
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

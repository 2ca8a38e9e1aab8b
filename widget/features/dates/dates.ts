/** Dates: the platform's picker, and three plain inputs for a date of birth, which is far back in a picker. */
import { type DatePart, datePartsOf, readDate } from '../../../worker/protocol/spelling/date.ts';
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';
import type { CoreApi } from '../../feature.ts';
import type { FieldKind, Found } from '../../fields/field-kind.ts';
import type { Host } from '../../host.ts';

const UNITS: readonly DatePart[] = ['year', 'month', 'day'];
const AUTOCOMPLETE = { day: 'bday-day', month: 'bday-month', year: 'bday-year' };

const check =
  (kind: 'date' | 'dob') =>
  ([text = '']: string[], { min, max }: FieldDefinition, { definition }: Host): Found => {
    const day = readDate(text, kind, definition, Date.now());
    if (!day.ok) return [day.error.code, day.error.values];
    const inWords = (limit: string) =>
      new Intl.DateTimeFormat(definition.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(limit));
    // ISO dates compare as text. The message has them written out.
    if (min && day.value < min) return ['date_min', { min: inWords(min) }];
    return max && day.value > max ? ['date_max', { max: inWords(max) }] : undefined;
  };

/** Joins three inputs: a date of birth, or any date in the publisher's own markup. */
function collect(data: FormData, { name }: FieldDefinition): void {
  const [year, month, day] = UNITS.map((unit) => {
    const value = `${data.get(`${name}.${unit}`) ?? ''}`.trim();
    data.delete(`${name}.${unit}`);
    return value;
  });
  if (day || month || year) data.set(name, `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`);
}

export function createDate({ html, nothing }: CoreApi): FieldKind {
  return {
    draw: (field, host, { id, describedBy, invalid }) => html`<input
      part="input"
      id=${id}
      name=${field.name}
      type="date"
      .defaultValue=${host.values[field.name]?.[0] ?? ''}
      min=${field.min || nothing}
      max=${field.max || nothing}
      ?required=${field.required}
      autocomplete=${field.autocomplete || nothing}
      aria-invalid=${invalid}
      aria-describedby=${describedBy || nothing}
    />`,
    collect,
    check: check('date'),
  };
}

export function createBirthDate({ html, nothing }: CoreApi): FieldKind {
  return {
    frame: (_, { id, describedBy, classes, label, control, notes }) => html`<fieldset
      part="field"
      class=${classes}
      id=${id}
      tabindex="-1"
      aria-describedby=${describedBy || nothing}
    >
      <legend part="label">${label}</legend>
      ${control}${notes}
    </fieldset>`,
    draw: (field, host, { id, describedBy, invalid }) => html`<div class="dob">
      ${datePartsOf(host.definition).map(
        (unit, index) => html`<div>
          <label class="quiet" for=${`${id}-${unit}`}>${host.say(unit)}</label>
          <input
            part="input"
            id=${`${id}-${unit}`}
            name=${`${field.name}.${unit}`}
            inputmode="numeric"
            maxlength=${unit === 'year' ? 4 : 2}
            autocomplete=${field.autocomplete ? AUTOCOMPLETE[unit] : nothing}
            .defaultValue=${host.values[`${field.name}.${unit}`]?.[0] ?? ''}
            ?required=${field.required}
            aria-invalid=${invalid}
            aria-describedby=${(!index && describedBy) || nothing}
          />
        </div>`,
      )}
    </div>`,
    collect,
    check: check('dob'),
  };
}

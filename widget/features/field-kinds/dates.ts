/** Dates: the platform's picker, and three plain inputs for a date of birth, which lies far back in a picker. */
import type { Definition, FieldDefinition } from '../../../worker/protocol/wire.ts';
import type { CoreApi } from '../../feature.ts';
import type { FieldKind, Found } from '../../fields/field-kind.ts';
import type { Host } from '../../host.ts';

const UNITS = ['day', 'month', 'year'] as const;
type Unit = (typeof UNITS)[number];
const AUTOCOMPLETE = { day: 'bday-day', month: 'bday-month', year: 'bday-year' };

/** Day, month and year in the order of the language: month first in the United States, year first in Japan. */
function orderUnits({ locale, country }: Definition): Unit[] {
  const language = new Intl.Locale(locale);
  const here = language.region ? language : new Intl.Locale(locale, country ? { region: country } : {});
  const order = new Intl.DateTimeFormat(here).formatToParts().map(({ type }) => type);
  return order.flatMap((type) => UNITS.find((unit) => unit === type) ?? []);
}

/** ISO dates compare as text. The message has them in words. */
function checkRange(value: string, { min, max }: FieldDefinition, { definition }: Host): Found {
  const inWords = (day: string) =>
    isDate(day)
      ? new Intl.DateTimeFormat(definition.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))
      : day;
  if (min && value < min) return ['date_min', { min: inWords(min) }];
  return max && value > max ? ['date_max', { max: inWords(max) }] : undefined;
}

function isDate(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
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
    check: ([value = ''], field, host) => (isDate(value) ? checkRange(value, field, host) : ['date']),
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
    draw: (field, host, { id, invalid }) => html`<div class="dob">
      ${orderUnits(host.definition).map(
        (unit) => html`<div>
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
          />
        </div>`,
      )}
    </div>`,
    collect(data, { name }) {
      const [day, month, year] = UNITS.map((unit) => {
        const value = `${data.get(`${name}.${unit}`) ?? ''}`.trim();
        data.delete(`${name}.${unit}`);
        return value;
      });
      if (day || month || year) data.set(name, `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`);
    },
    check([value = ''], field, host) {
      const today = new Date().toISOString().slice(0, 10);
      return isDate(value) && value <= today && value > '1900' ? checkRange(value, field, host) : ['dob'];
    },
  };
}

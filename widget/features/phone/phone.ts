/** A phone number with its country: two controls, one question. */
import { toPlainText } from '../../../worker/protocol/spelling/characters.ts';
import { readPhone } from '../../../worker/protocol/spelling/phone.ts';
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';
import type { CoreApi, Feature } from '../../feature.ts';
import type { FieldKind } from '../../fields/field-kind.ts';
import type { Host } from '../../host.ts';
import { countryOfNumber, dialCodeOf, guessCountry, nameCountries } from './dial-codes.ts';

/** No country's numbers have fewer digits. */
const DIGITS_MIN = 6;
/** National numbers are not longer, except with a leading 0. */
const NATIONAL_MAX = 10;

/**
 * Names of the two controls. If Convertr has one field, the country's control is ours, and the Worker knows its name.
 */
function namesOf({ name, fields }: FieldDefinition): { code: string; number: string } {
  return { code: fields?.[0]?.name ?? `${name}.country`, number: fields?.[1]?.name ?? name };
}

export function createPhone({ html, nothing }: CoreApi): FieldKind {
  return {
    frame: (_field, { id, classes, label, control, notes }) => html`<div
      part="field"
      class=${classes}
      role="group"
      aria-labelledby=${`${id}-label`}
    >
      <label part="label" for=${id} id=${`${id}-label`}>${label}</label>${control}${notes}
    </div>`,
    draw(field: FieldDefinition, host: Host, { id, describedBy, invalid }) {
      const { code, number } = namesOf(field);
      const { locale, country } = host.definition;
      const chosen = host.values[code]?.[0] || guessCountry(locale, field.country ?? country);
      return html`<div class="phone" dir="ltr">
        <div class="dial">
          <span aria-hidden="true">${chosen} +${dialCodeOf(chosen)}</span>
          <select part="select" name=${code} aria-label=${host.say('country_code')} autocomplete="tel-country-code">
            ${nameCountries(locale).map(
              ({ value, label }) =>
                html`<option value=${value} ?selected=${value === chosen}>${label} (+${dialCodeOf(value)})</option>`,
            )}
          </select>
        </div>
        <input
          part="input"
          id=${id}
          name=${number}
          type="tel"
          .defaultValue=${host.values[number]?.[0] ?? ''}
          ?required=${field.required}
          autocomplete=${field.fields ? 'tel-national' : 'tel'}
          inputmode="tel"
          placeholder=${field.placeholder || nothing}
          aria-invalid=${invalid}
          aria-describedby=${describedBy || nothing}
        />
      </div>`;
    },
    // The Worker knows numbering plans, and adds a missing country code.
    check([value = '']) {
      const typed = readPhone(value);
      if (!typed.ok) return [typed.error.code, typed.error.values];
      return typed.value.length < DIGITS_MIN ? ['phone'] : undefined;
    },
    collect(data, field) {
      const { code, number } = namesOf(field);
      // A preselected country without a number is not an answer.
      if (!`${data.get(number) ?? ''}`.trim()) data.delete(code);
    },
    answer: (data, field) => `${data.get(namesOf(field).number) ?? ''}`,
  };
}

/**
 * When the visitor leaves the number: a number with a country code selects its country. Another is shown as it will be
 * dialled.
 */
export function createPhoneHelp(host: Host, { html }: CoreApi): Feature {
  const leftFields = new Set<string>();
  const numberIn = (field: FieldDefinition) => host.values[namesOf(field).number]?.[0]?.trim() ?? '';
  return {
    left(control) {
      const field = host.leaves.find(
        (leaf) => leaf.type === 'phone' && namesOf(leaf).number === control.getAttribute('name'),
      );
      if (!field) return;
      leftFields.add(field.name);
      const { code } = namesOf(field);
      const picker = host.formElement?.elements.namedItem(code);
      const chosen = host.values[code]?.[0] ?? '';
      const digits = digitsOf(numberIn(field), chosen);
      const country = digits?.startsWith('+') && countryOfNumber(digits, chosen);
      if (country && picker instanceof HTMLSelectElement) picker.value = country;
      host.remember();
      host.requestUpdate();
    },
    hint(field) {
      const typed = numberIn(field);
      if (field.type !== 'phone' || !leftFields.has(field.name)) return undefined;
      const dialled = toInternational(typed, host.values[namesOf(field).code]?.[0] ?? '');
      return dialled ? html`<bdi dir="ltr">${dialled}</bdi>` : undefined;
    },
  };
}

/** As dialled, with a plus if the number has its country code. Undefined if it is not a number. */
function digitsOf(typed: string, country: string): string | undefined {
  const digits = readPhone(typed, dialCodeOf(country));
  return digits.ok && digits.value.length >= DIGITS_MIN ? digits.value : undefined;
}

/**
 * `07700 900123` → `+44 7700 900123`. In Italy and San Marino the 0 belongs to the number. Nothing is shown for a
 * number that may already have its country code.
 */
function toInternational(typed: string, country: string): string | undefined {
  const digits = digitsOf(typed, country);
  const mayHaveCode = digits && (digits[0] === '+' || (digits[0] !== '0' && digits.length > NATIONAL_MAX));
  if (!digits || !country || mayHaveCode) return undefined;
  const national = toPlainText(typed).replace(/[()]/g, ' ').trim();
  return `+${dialCodeOf(country)} ${/IT|SM|VA/.test(country) ? national : national.replace(/^0\s*/, '')}`;
}

/**
 * The picker is transparent, over the short text that shows its choice. If the two controls do not fit side by side,
 * each is as wide as the field.
 */
export const phoneCss = `
  .phone { display: flex; flex-wrap: wrap; gap: .5em }
  .phone [part=input] { flex: 999 1 8em; width: 0; min-width: 0 }
  .dial { position: relative; flex: 1 0 auto; display: flex; min-height: 2.875em }
  .dial span {
    flex: 1; display: flex; gap: .6em; align-items: center; justify-content: space-between; padding-inline: .8em;
    border: var(--lead-form-border, 1px solid var(--_line)); border-radius: var(--_radius);
    background: var(--lead-form-input-background, color-mix(in srgb, currentColor 3%, transparent));
  }
  .dial span::after { content: ''; border: .25em solid #0000; border-top-color: currentColor; border-bottom: 0 }
  .dial select { position: absolute; inset: 0; height: 100%; padding: 0; overflow: hidden; opacity: 0; cursor: pointer }
  .dial:focus-within span {
    outline: 3px solid var(--_accent); outline-offset: 2px;
    box-shadow: 0 0 0 2px color-mix(in srgb, currentColor 60%, transparent);
  }
  .dial option { color: CanvasText; background: Canvas }
  @media (forced-colors: active) { .dial span::after { forced-color-adjust: none; border-top-color: CanvasText } }
`;

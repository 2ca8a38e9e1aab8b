/** One option of a list, in the platform's own picker. The browser has the countries' names. */
import type { FieldDefinition, Option } from '../../../worker/protocol/wire.ts';
import type { CoreApi } from '../../feature.ts';
import type { FieldKind } from '../../fields/field-kind.ts';
import type { Host } from '../../host.ts';
import { nameCountries } from '../phone/dial-codes.ts';

export function createSelect(
  { html, nothing }: CoreApi,
  optionsOf: (field: FieldDefinition, host: Host) => Option[],
): FieldKind {
  return {
    draw(field, host, { id, describedBy, invalid }) {
      const chosen = host.values[field.name]?.[0] ?? field.country;
      return html`<select
        part="select"
        id=${id}
        name=${field.name}
        ?required=${field.required}
        autocomplete=${field.autocomplete || nothing}
        aria-invalid=${invalid}
        aria-describedby=${describedBy || nothing}
      >
        <option value="">${field.placeholder || host.say('choose')}</option>
        ${optionsOf(field, host).map(
          ({ value, label, lang }) =>
            html`<option value=${value} lang=${lang || nothing} ?selected=${value === chosen}>${label}</option>`,
        )}
      </select>`;
    },
  };
}

export const createCountry = (core: CoreApi): FieldKind =>
  createSelect(core, (field, { definition }) => field.options ?? nameCountries(definition.locale));

/** One of a list, in the platform's own picker. */
import { html, nothing } from 'lit';
import type { FieldDefinition } from '../../worker/contract.ts';
import type { ControlIds, FieldKind, Host } from '../kit.ts';

export const select: FieldKind = {
  draw(field: FieldDefinition, host: Host, ids: ControlIds) {
    const chosen = host.values[field.name]?.[0];
    return html`<select
      part="select"
      id=${ids.id}
      name=${field.name}
      ?required=${field.required}
      autocomplete=${field.autocomplete || nothing}
      aria-invalid=${ids.invalid}
      aria-describedby=${ids.describedBy || nothing}
    >
      <option value="">${field.placeholder || host.say('choose')}</option>
      ${field.options?.map(
        ({ value, label }) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`,
      )}
    </select>`;
  },
  blank: 'required_choice',
};

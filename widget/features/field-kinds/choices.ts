/** One or several of a list, all in sight: radio buttons and boxes. */
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';
import type { FieldKind, Framed, Host, Kit } from '../../feature.ts';

export function createChoices({ html, nothing }: Kit, type: 'radio' | 'checkbox'): FieldKind {
  return {
    blank: 'required_choice',
    frame: (
      field: FieldDefinition,
      { id, invalid, describedBy, classes, label, control, notes }: Framed,
    ) => html`<fieldset
      part="field"
      class=${classes}
      id=${id}
      tabindex="-1"
      role=${type === 'radio' ? 'radiogroup' : 'group'}
      aria-required=${type === 'radio' ? field.required : nothing}
      aria-invalid=${type === 'radio' ? invalid : nothing}
      aria-describedby=${describedBy || nothing}
    >
      <legend part="label">${label}</legend>
      ${control}${notes}
    </fieldset>`,
    draw: (field: FieldDefinition, host: Host, { id }) => html`<div class="choices">
      ${field.options?.map(
        ({ value, label }, index) => html`<div class="inline">
          <input
            part="checkbox"
            type=${type}
            id=${`${id}-${index}`}
            name=${field.name}
            value=${value}
            ?checked=${host.values[field.name]?.includes(value)}
          /><label for=${`${id}-${index}`}><bdi>${label}</bdi></label>
        </div>`,
      )}
    </div>`,
  };
}

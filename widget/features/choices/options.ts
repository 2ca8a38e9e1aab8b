/** One or several options of a list that is shown in full: radio buttons and checkboxes. */
import type { CoreApi } from '../../feature.ts';
import type { FieldKind } from '../../fields/field-kind.ts';

export function createOptions({ html, nothing }: CoreApi, type: 'radio' | 'checkbox'): FieldKind {
  return {
    frame: (field, { id, invalid, describedBy, classes, label, control, notes }) => html`<fieldset
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
    draw: (field, host, { id }) => html`<div class="choices">
      ${field.options?.map(
        ({ value, label, lang }, index) => html`<div class="inline">
          <input
            part="checkbox"
            type=${type}
            id=${`${id}-${index}`}
            name=${field.name}
            value=${value}
            ?checked=${host.values[field.name]?.includes(value)}
          /><label for=${`${id}-${index}`}><bdi lang=${lang || nothing}>${label}</bdi></label>
        </div>`,
      )}
    </div>`,
  };
}

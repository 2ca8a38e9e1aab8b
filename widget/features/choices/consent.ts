/** A checkbox with its label after it. The links in a consent's text are data, so that no HTML is parsed. */
import { isWebAddress } from '../../attributes.ts';
import type { CoreApi } from '../../feature.ts';
import type { FieldKind } from '../../fields/field-kind.ts';

export const createCheckbox = ({ html, nothing }: CoreApi, blank?: string): FieldKind => ({
  blank,
  draw(field, host, ids) {
    const ticked = field.ticked ?? '1';
    return html`<input
      part="checkbox"
      type="checkbox"
      id=${ids.id}
      name=${field.name}
      value=${ticked}
      ?checked=${host.values[field.name]?.includes(ticked)}
      ?required=${field.required}
      aria-invalid=${ids.invalid}
      aria-describedby=${ids.describedBy || nothing}
    /><label part="label" for=${ids.id}
      ><bdi lang=${field.lang || nothing}>${(field.text ?? [field.label]).map((piece) =>
        typeof piece === 'string'
          ? piece
          : isWebAddress(piece.href)
            ? html`<a href=${piece.href} target="_blank" rel="noopener"
                >${piece.text}<span class="away"> ${host.say('opens_new')}</span></a
              >`
            : piece.text,
      )}</bdi>${field.required ? nothing : html`<span class="quiet"> (${host.say('optional')})</span>`}</label
    >`;
  },
  frame: (_field, { classes, control, notes }) =>
    html`<div part="field" class="${classes} inline">${control}${notes}</div>`,
});

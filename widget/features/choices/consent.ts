/** A checkbox with its label after it. The links in a consent's text are data, so that no HTML is parsed. */
import type { RichText } from '../../../worker/protocol/wire.ts';
import { isWebAddress } from '../../attributes.ts';
import type { CoreApi } from '../../feature.ts';
import type { Drawn, FieldKind } from '../../fields/field-kind.ts';
import type { Host } from '../../host.ts';

export const drawRichText = ({ html }: CoreApi, host: Host, text: readonly RichText[]): Drawn =>
  html`${text.map((piece) =>
    typeof piece === 'string'
      ? piece
      : isWebAddress(piece.href)
        ? html`<a href=${piece.href} target="_blank" rel="noopener"
            >${piece.text}<span class="away"> ${host.say('opens_new')}</span></a
          >`
        : piece.text,
  )}`;

export const createCheckbox = (core: CoreApi, blank?: string): FieldKind => ({
  blank,
  draw(field, host, ids) {
    const { html, nothing } = core;
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
      ><bdi lang=${field.lang || nothing}>${drawRichText(core, host, field.text ?? [field.label])}</bdi>${field.required ? nothing : html`<span class="quiet"> (${host.say('optional')})</span>`}</label
    >`;
  },
  frame: (_field, { classes, control, notes }) =>
    core.html`<div part="field" class="${classes} inline">${control}${notes}</div>`,
});

/** Boxes to tick: consents, and the look of all boxes and radio buttons. */
import type { FieldDefinition } from '../../worker/protocol/wire.ts';
import { isWebAddress } from '../attributes.ts';
import type { FeatureFactory } from '../feature.ts';
import type { FieldKind } from '../fields/field-kind.ts';

const css = `
  .inline { display: grid; grid-template-columns: auto 1fr; column-gap: .7em; align-items: start }
  .inline > :nth-child(n + 3) { grid-column: 2; margin-top: -.3em }
  .inline label { margin: 0; padding-block: .65em; font-weight: 400 }
  [type=checkbox], [type=radio] {
    appearance: none; display: grid; place-content: center; width: 1.5em; height: 1.5em; margin-block: .56em;
    border: 1px solid var(--_line); border-radius: min(var(--_radius), .35em); position: relative;
  }
  [type=checkbox]::after, [type=radio]::after { content: ''; position: absolute; inset: -.65em }
  input:checked { background: var(--_accent); border-color: currentColor }
  input:checked::before {
    content: ''; width: .4em; height: .75em; margin-top: -.15em;
    border: solid var(--_on-accent); border-width: 0 .16em .16em 0; rotate: 45deg;
  }
  [type=radio] { border-radius: 50% }
  [type=radio]:checked::before { width: .3em; height: .3em; margin: 0; border-width: .15em; border-radius: 50% }
  @media (forced-colors: active) {
    [type=checkbox], [type=radio] { appearance: auto }
    :checked:is(input)::before { content: none }
  }
`;

const checkbox: FeatureFactory = (_host, { html, nothing }) => {
  const box: FieldKind = {
    frame: (_field, { classes, control, notes }) =>
      html`<div part="field" class=${`${classes} inline`}>${control}${notes}</div>`,
    /** The links in a consent's text come as data, so that no HTML is parsed. */
    draw(field: FieldDefinition, host, ids) {
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
          ><bdi>${(field.text ?? [field.label]).map((piece) =>
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
  };
  return { css, kinds: { checkbox: box, consent: { ...box, blank: 'consent' } } };
};
export default checkbox;

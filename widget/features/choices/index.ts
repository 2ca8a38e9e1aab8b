/** Checkboxes and radio buttons: a consent, and options that are all visible. */
import type { FeatureFactory } from '../../feature.ts';
import { createCheckbox, drawRichText } from './consent.ts';
import { createOptions } from './options.ts';

const css = `
  fieldset { margin: 0; padding: 0; border: 0 }
  legend { padding: 0 }
  .inline { display: grid; grid-template-columns: auto 1fr; column-gap: .7em; align-items: start }
  .inline > :nth-child(n + 3) { grid-column: 2; margin-top: -.3em }
  .inline label { margin: 0; padding-block: .65em; font-weight: 400 }
  .choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13em), 1fr)); column-gap: 1em }
  [type=checkbox], [type=radio] {
    appearance: none; display: grid; place-content: center; width: 1.5em; height: 1.5em; margin-block: .56em;
    border: 1px solid var(--_line); border-radius: min(var(--_radius), .35em); position: relative;
  }
  [type=radio] { border-radius: 50% }
  [type=checkbox]::after, [type=radio]::after { content: ''; position: absolute; inset: -.65em }
  input:checked { background: var(--_accent); border-color: currentColor }
  input:checked::before {
    content: ''; width: .4em; height: .75em; margin-top: -.15em; rotate: 45deg;
    border: solid var(--_on-accent); border-width: 0 .16em .16em 0;
  }
  [type=radio]:checked::before { width: .3em; height: .3em; margin: 0; border-width: .15em; border-radius: 50% }
  [role=radiogroup] { box-shadow: none }
  [aria-invalid=true] [type=radio] { border-color: var(--_error) }
  @media (forced-colors: active) {
    [type=checkbox], [type=radio] { appearance: auto }
    input:checked::before { content: none }
  }
`;

const choices: FeatureFactory = (host, core) => ({
  css,
  richText: (text) => text && drawRichText(core, host, text),
  kinds: {
    consent: createCheckbox(core, 'consent'),
    checkbox: createCheckbox(core),
    radio: createOptions(core, 'radio'),
    checkboxes: createOptions(core, 'checkbox'),
    multiselect: createOptions(core, 'checkbox'),
  },
});
export default choices;

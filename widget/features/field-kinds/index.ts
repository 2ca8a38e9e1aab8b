/** Kinds of fields that a simple form does not have. */
import type { FeatureFactory } from '../../feature.ts';
import { createCountry, createSelect } from './select.ts';
import { createAddress, createNumber, createTextarea, createUrl } from './texts-and-groups.ts';

// In WebKitGTK the text of a select overflows its box, so the page would scroll sideways.
const css = `
  select:not([multiple]) {
    padding-inline-end: 2.4em;
    background-image: linear-gradient(45deg, #0000 50%, currentColor 50%), linear-gradient(-45deg, #0000 50%, currentColor 50%);
    background-size: .4em .4em;
    background-repeat: no-repeat;
    background-position: right 1.25em center, right .87em center;
    overflow: hidden;
  }
  [dir=rtl] select:not([multiple]) { background-position: left .87em center, left 1.25em center }
  option { color: CanvasText; background: Canvas }
  textarea[part] { resize: vertical; field-sizing: content; min-height: 6.5em; max-height: 24em }
  fieldset { margin: 0; padding: 0; border: 0 }
  legend { padding: 0 }
  .address > .fields { margin: 0 }
  .address > legend { font-size: 1.0625em; margin-bottom: .7em }
  @media (forced-colors: active) { select:not([multiple]) { appearance: auto; padding-inline-end: .8em } }
`;

const fieldKinds: FeatureFactory = (_host, core) => ({
  css,
  kinds: {
    select: createSelect(core, ({ options = [] }) => options),
    country: createCountry(core),
    textarea: createTextarea(core),
    number: createNumber(core.drawInput),
    url: createUrl(core.drawInput),
    address: createAddress(core),
  },
});
export default fieldKinds;

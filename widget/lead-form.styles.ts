/**
 * What must hold on any page stands on the box inside: a page's rules for all elements reach the host.
 *
 * Colours follow the page's text colour, so that the form fits light and dark pages alike. Relative colours pick black
 * or white on the accent, and the shade of red, by luminance: contrast stays at AA whatever the page chooses.
 */
export const css = `
  :host {
    --_a: var(--lead-form-accent, #1d4ed8);
    --_l: color-mix(in srgb, currentColor 56%, transparent);
    --_r: var(--lead-form-radius, 0.5em);
    --_g: var(--lead-form-gap, 1.15em);
    --_e: oklch(from currentColor clamp(0.47, (l - 0.6) * 1e6, 0.8) 0.16 25);
    --_y: clamp(0, (0.18 - (0.2126 * r + 0.7152 * g + 0.0722 * b)) * 1e6, 1);
    --_o: color(from var(--_a) srgb-linear var(--_y) var(--_y) var(--_y));
    display: block;
    min-width: min(100%, 16rem);
    max-width: var(--lead-form-width, none);
    flex: 1 1 22rem;
    color: var(--lead-form-color, inherit);
    background: var(--lead-form-background, none);
  }
  .box {
    container-type: inline-size;
    contain-intrinsic-inline-size: min(22rem, 65vw);
    font: var(--lead-form-font, inherit);
    font-size: max(16px, 1em);
    line-height: 1.5;
    text-align: start;
    overflow-wrap: anywhere;
    text-transform: none;
    letter-spacing: normal;
  }
  :host([theme='light']) {
    color-scheme: light;
    color: var(--lead-form-color, #17202b);
    background: var(--lead-form-background, #fff);
  }
  :host([theme='dark']) {
    color-scheme: dark;
    --_a: var(--lead-form-accent, #8ab4ff);
    color: var(--lead-form-color, #eef2f6);
    background: var(--lead-form-background, #141b22);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  * {
    box-sizing: border-box;
  }
  [part='title'] {
    margin: 0 0 0.8em;
    font-size: 1.4em;
    line-height: 1.25;
  }
  .fields {
    display: grid;
    gap: var(--_g);
    align-items: start;
    margin-bottom: var(--_g);
  }
  .field {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  label,
  legend {
    display: block;
    padding: 0;
    margin-bottom: 0.35em;
    font-weight: 600;
    font-size: 0.9375em;
  }
  .quiet {
    font-weight: 400;
    font-size: 0.875em;
    color: color-mix(in srgb, currentColor 85%, transparent);
  }
  input,
  select,
  textarea,
  button {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  [part='input'],
  select {
    display: block;
    width: 100%;
    min-height: 2.875em;
    padding: 0.6em 0.8em;
    border: var(--lead-form-border, 1px solid var(--_l));
    border-radius: var(--_r);
    background: var(--lead-form-input-background, color-mix(in srgb, currentColor 3%, transparent));
    appearance: none;
  }
  ::placeholder {
    color: inherit;
    opacity: 0.75;
  }
  [part='input']:hover,
  select:hover {
    border-color: currentColor;
  }
  :focus-visible {
    outline: 3px solid var(--_a);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px color-mix(in srgb, currentColor 60%, transparent);
  }
  [tabindex='-1']:focus {
    outline: 0;
    box-shadow: none;
  }
  [aria-invalid='true'] {
    border-color: var(--_e) !important;
    box-shadow: inset 0 0 0 1px var(--_e);
  }
  [part='error'] {
    margin-top: 0.35em;
    font-weight: 500;
    font-size: 0.9375em;
    color: var(--_e);
  }
  [part='help'],
  [part='hint'] {
    margin-top: 0.35em;
    font-size: 0.875em;
  }
  .inline {
    display: grid;
    grid-template-columns: auto 1fr;
    column-gap: 0.7em;
    align-items: start;
  }
  .inline > :nth-child(n + 3) {
    grid-column: 2;
    margin-top: -0.3em;
  }
  .inline label {
    margin: 0;
    padding-block: 0.65em;
    font-weight: 400;
  }
  [type='checkbox'] {
    appearance: none;
    display: grid;
    place-content: center;
    width: 1.5em;
    height: 1.5em;
    margin-block: 0.56em;
    border: 1px solid var(--_l);
    border-radius: min(var(--_r), 0.35em);
    position: relative;
  }
  [type='checkbox']::after {
    content: '';
    position: absolute;
    inset: -0.65em;
  }
  :checked:is(input) {
    background: var(--_a);
    border-color: currentColor;
  }
  :checked:is(input)::before {
    content: '';
    width: 0.4em;
    height: 0.75em;
    margin-top: -0.15em;
    border: solid var(--_o);
    border-width: 0 0.16em 0.16em 0;
    rotate: 45deg;
  }
  [part='submit'] {
    display: inline-flex;
    gap: 0.6em;
    align-items: center;
    justify-content: center;
    width: var(--lead-form-submit-width, 100%);
    min-height: 3em;
    padding: 0.6em 1.6em;
    border: 1px solid transparent;
    border-radius: var(--_r);
    font-weight: 600;
    cursor: pointer;
    background: var(--_a);
    color: var(--_o);
  }
  [part='submit']:hover {
    text-decoration: underline;
  }
  [aria-disabled='true'] {
    cursor: progress;
  }
  .spin {
    width: 1em;
    height: 1em;
    border: 2px solid;
    border-inline-start-color: transparent;
    border-radius: 50%;
    animation: spin 0.8s linear infinite;
  }
  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }
  [part='summary'],
  [part='notice'],
  [part='success'] {
    margin-bottom: var(--_g);
    padding: 0.8em 1em;
    border: 1px solid var(--_l);
    border-inline-start: 4px solid var(--_a);
    border-radius: var(--_r);
  }
  [part='summary'],
  [role='alert'] {
    border-inline-start-color: var(--_e);
  }
  p,
  ul {
    margin: 0 0 0.3em;
  }
  ul {
    padding-inline-start: 1.2em;
  }
  a {
    display: inline-block;
    color: inherit;
    text-decoration: underline;
  }
  [part='success'] {
    display: grid;
    justify-items: center;
    gap: 0.8em;
    margin: 0;
    padding: 2em 1.2em;
    border: 0;
    text-align: center;
    font-size: 1.125em;
  }
  svg {
    width: 3.5em;
    padding: 0.8em;
    border-radius: 50%;
    background: var(--_a);
    fill: none;
    stroke: var(--_o);
    stroke-width: 3;
  }
  .away {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @container (min-width: 30rem) {
    .fields {
      grid-template-columns: repeat(var(--lead-form-columns, 2), minmax(0, 1fr));
    }
    .field:not(.half) {
      grid-column: 1 / -1;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spin {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    [type='checkbox'] {
      appearance: auto;
    }
    :checked:is(input)::before {
      content: none;
    }
    [part='submit'] {
      border-color: ButtonText;
    }
  }
  @media print {
    button {
      display: none;
    }
  }
`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for all forms of a page. Not subject to a CSP's `style-src`. */
export function getSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

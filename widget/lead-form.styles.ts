import { css } from 'lit';

/**
 * Colours follow the page's text colour, so that the form fits light and dark pages alike. Relative colours pick black
 * or white on the accent, and the shade of red, by luminance: contrast stays at AA whatever the page chooses.
 */
export const styles = css`
  :host {
    --_a: var(--lead-form-accent, #1d4ed8);
    --_l: color-mix(in srgb, currentColor 56%, transparent);
    --_r: var(--lead-form-radius, 0.5em);
    --_g: var(--lead-form-gap, 1.15em);
    --_e: oklch(from currentColor clamp(0.47, (l - 0.6) * 1e6, 0.8) 0.16 25);
    --_y: clamp(0, (0.18 - (0.2126 * r + 0.7152 * g + 0.0722 * b)) * 1e6, 1);
    --_o: color(from var(--_a) srgb-linear var(--_y) var(--_y) var(--_y));
    display: block;
    container-type: inline-size;
    contain-intrinsic-inline-size: 22rem;
    min-width: min(100%, 16rem);
    flex: 1 1 22rem;
    color: var(--lead-form-color, inherit);
    background: var(--lead-form-background, none);
    font: var(--lead-form-font, inherit);
    font-size: max(16px, 1em);
    line-height: 1.5;
    text-align: start;
    text-transform: none;
    letter-spacing: normal;
    white-space: normal;
    accent-color: var(--_a);
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
  form {
    display: block;
    margin: 0;
  }
  [part='title'] {
    margin: 0 0 0.8em;
    font-size: 1.4em;
    line-height: 1.25;
    text-wrap: balance;
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
    overflow-wrap: anywhere;
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
    letter-spacing: inherit;
    margin: 0;
  }
  input:not([type='checkbox'], [type='radio']),
  select,
  textarea {
    display: block;
    width: 100%;
    min-height: 2.875em;
    padding: 0.6em 0.8em;
    border: var(--lead-form-border, 1px solid var(--_l));
    border-radius: var(--_r);
    background: var(--lead-form-input-background, color-mix(in srgb, currentColor 3%, transparent));
    appearance: none;
    transition: border-color 0.15s;
  }
  ::placeholder {
    color: inherit;
    opacity: 0.75;
  }
  select:not([multiple]) {
    padding-inline-end: 2.4em;
    background-image:
      linear-gradient(45deg, transparent 50%, currentColor 50%), linear-gradient(-45deg, transparent 50%, currentColor 50%);
    background-size: 0.4em 0.4em;
    background-repeat: no-repeat;
    background-position:
      right 1.25em center,
      right 0.87em center;
  }
  :dir(rtl) > select:not([multiple]) {
    background-position:
      left 0.87em center,
      left 1.25em center;
  }
  option {
    color: CanvasText;
    background: Canvas;
  }
  input:hover,
  select:hover,
  textarea:hover {
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
  .hint {
    margin-top: 0.35em;
    font-size: 0.875em;
  }
  .inline,
  .choice {
    display: grid;
    grid-template-columns: auto 1fr;
    column-gap: 0.7em;
    align-items: start;
  }
  .inline > :nth-child(n + 3) {
    grid-column: 2;
  }
  .inline label,
  .choice label {
    margin: 0;
    padding-block: 0.65em;
    font-weight: 400;
  }
  [type='checkbox'],
  [type='radio'] {
    appearance: none;
    display: grid;
    place-content: center;
    width: 1.5em;
    height: 1.5em;
    margin-block: 0.62em;
    border: 1px solid var(--_l);
    border-radius: min(var(--_r), 0.35em);
    position: relative;
  }
  [type='radio'] {
    border-radius: 50%;
  }
  [type='checkbox']::after,
  [type='radio']::after {
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
  [type='radio']:checked::before {
    width: 0.3em;
    height: 0.3em;
    margin: 0;
    border-width: 0.15em;
    border-radius: 50%;
  }
  [part='submit'],
  .second {
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
    filter: saturate(1.15);
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
    overflow-wrap: anywhere;
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
    text-underline-offset: 0.15em;
  }
  li a {
    padding-block: 0.2em;
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
    white-space: pre-line;
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
    * {
      transition: none !important;
      animation-duration: 4s !important;
    }
  }
  @media (forced-colors: active) {
    [type='checkbox'],
    [type='radio'] {
      appearance: auto;
    }
    :checked:is(input)::before {
      content: none;
    }
    [part='submit'] {
      border-color: ButtonText;
    }
    :focus-visible {
      outline-color: Highlight;
    }
  }
  @media print {
    button {
      display: none !important;
    }
  }
`;

import { controlsCss } from './controls.styles.ts';

/**
 * Rules that must apply on any page are on the box, not on the host, because a page's rules for all elements apply to
 * the host.
 *
 * Colours follow the page's text colour, so that the form fits light and dark pages alike. Relative colours choose
 * black or white on the accent, and the shade of red, by luminance, so that contrast is AA with any colour of the page.
 *
 * Columns are sized so that one more than wanted does not fit, and two fit from about 30rem on. A container query would
 * be simpler, but makes a slow phone render a tenth slower.
 */
export const formCss = `
  :host {
    --_accent: var(--lead-form-accent, #1d4ed8);
    --_line: color-mix(in srgb, currentColor 70%, transparent);
    --_radius: var(--lead-form-radius, 0.5em);
    --_gap: var(--lead-form-gap, 1.15em);
    --_error: oklch(from currentColor clamp(0.47, (l - 0.6) * 1e6, 0.8) 0.16 25);
    --_on-accent-level: clamp(0, (0.18 - (0.2126 * r + 0.7152 * g + 0.0722 * b)) * 1e6, 1);
    --_on-accent: color(from var(--_accent) srgb-linear var(--_on-accent-level) var(--_on-accent-level) var(--_on-accent-level));
    display: block;
    min-width: min(100%, 16rem);
    max-width: var(--lead-form-width, none);
    flex: 1 1 22rem;
    color: var(--lead-form-color, inherit);
    background: var(--lead-form-background, none);
    font: var(--lead-form-font, inherit);
  }
  .box {
    contain: inline-size;
    contain-intrinsic-inline-size: min(22rem, 65vw);
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
    --_accent: var(--lead-form-accent, #8ab4ff);
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
    grid-template-columns: repeat(
      auto-fill,
      minmax(min(100%, max(42rem, 100%) / (var(--lead-form-columns, 2) + 0.9)), 1fr)
    );
    gap: var(--_gap);
    align-items: start;
    margin-bottom: var(--_gap);
  }
  .field {
    min-width: 0;
  }
  label,
  legend {
    display: block;
    margin-bottom: 0.35em;
    font-weight: bold;
  }
  .quiet {
    font-weight: 400;
    font-size: 0.875em;
  }
  input,
  select,
  textarea,
  button {
    font: inherit;
    color: inherit;
    margin: 0;
  }
${controlsCss}
  [part='notice'],
  [part='summary'] {
    margin-bottom: var(--_gap);
    padding: 0.8em 1em;
    border: 1px solid var(--_line);
    border-inline-start: 4px solid var(--_accent);
    border-radius: var(--_radius);
  }
  [role='alert'] {
    border-inline-start-color: var(--_error);
  }
  p {
    margin: 0 0 0.3em;
  }
  a {
    display: inline-block;
    vertical-align: top;
    color: inherit;
    text-decoration: underline;
  }
  .away {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .field:not(.half) {
    grid-column: 1 / -1;
  }
  .half:not(.half + *, :has(+ .half)) {
    grid-column: 1 / -1;
  }
  @supports not (color: color(from red srgb r g b)) {
    :host {
      --_error: currentColor;
      --_line: currentColor;
      --_on-accent: #fff;
    }
  }
  @media (forced-colors: active) {
    [part='submit'] {
      border-color: ButtonText;
    }
  }
  @media print {
    button[type] {
      display: none;
    }
  }
`;

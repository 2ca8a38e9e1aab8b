/** Styles that are needed once somebody has entered the form: errors, hints, spinner, thank-you message, hover. */
export const submissionCss = `
  [part='input']:hover,
  select:hover {
    border-color: currentColor;
  }
  [part='submit']:hover {
    text-decoration: underline;
  }
  [tabindex='-1']:focus {
    outline: 0;
    box-shadow: none;
  }
  [part='hint'] {
    margin-top: 0.35em;
    font-size: 0.875em;
  }
  [aria-invalid='true'] {
    border-color: var(--_error) !important;
  }
  [aria-invalid='true']:not(:focus-visible) {
    box-shadow: inset 0 0 0 1px var(--_error);
  }
  [part='error'] {
    margin-top: 0.35em;
    font-weight: 500;
    font-size: 0.9375em;
    color: var(--_error);
  }
  ul {
    margin: 0 0 0.3em;
    padding-inline-start: 1.2em;
  }
  [part='success'] {
    display: grid;
    justify-items: center;
    gap: 0.8em;
    padding: 2em 1.2em;
    text-align: center;
    font-size: 1.125em;
  }
  svg {
    width: 3.5em;
    padding: 0.8em;
    border-radius: 50%;
    background: var(--_accent);
    fill: none;
    stroke: var(--_on-accent);
    stroke-width: 3;
  }
  [aria-disabled='true'] {
    cursor: progress;
  }
  .spin {
    display: inline-block;
    width: 1em;
    height: 1em;
    margin-inline-end: 0.6em;
    vertical-align: -0.1em;
    border: 2px solid;
    border-inline-start-color: transparent;
    border-radius: 50%;
    animation: lead-form-spin 0.8s linear infinite;
  }
  @media (forced-colors: active) {
    svg {
      stroke: CanvasText;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spin {
      animation: none;
    }
  }
`;

/** Separate, because `@keyframes` cannot be nested as the rules of a form without a shadow root are. */
export const spinCss = '@keyframes lead-form-spin{to{rotate:1turn}}';

/** Inputs, boxes and buttons, with their errors and focus. */
export const controlsCss = `
  [part='input'],
  select {
    display: block;
    width: 100%;
    min-height: 2.875em;
    padding: 0.6em 0.8em;
    border: var(--lead-form-border, 1px solid var(--_line));
    border-radius: var(--_radius);
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
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px color-mix(in srgb, currentColor 60%, transparent);
  }
  [tabindex='-1']:focus {
    outline: 0;
    box-shadow: none;
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
    border: 1px solid var(--_line);
    border-radius: min(var(--_radius), 0.35em);
    position: relative;
  }
  [type='checkbox']::after {
    content: '';
    position: absolute;
    inset: -0.65em;
  }
  input:checked {
    background: var(--_accent);
    border-color: currentColor;
  }
  input:checked::before {
    content: '';
    width: 0.4em;
    height: 0.75em;
    margin-top: -0.15em;
    border: solid var(--_on-accent);
    border-width: 0 0.16em 0.16em 0;
    rotate: 45deg;
  }
  [part='submit'] {
    width: var(--lead-form-submit-width, 100%);
    min-height: 3em;
    padding: 0.6em 1.6em;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    font-weight: bold;
    cursor: pointer;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  [part='submit']:hover {
    text-decoration: underline;
  }
`;

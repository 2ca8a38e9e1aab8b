/** Inputs and the button, before anybody has entered the form. */
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
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px color-mix(in srgb, currentColor 60%, transparent);
  }
  [part='help'] {
    margin-top: 0.35em;
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
`;

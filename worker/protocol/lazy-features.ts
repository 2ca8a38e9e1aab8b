/** Which lazy features a form's fields need. The Worker lists and includes them, and the widget loads the others. */
import type { Definition } from './wire.ts';

/** Kinds of fields by the feature that renders them. The widget's core renders the others. */
const FEATURE_KINDS = {
  phone: /^phone$/,
  choices: /^(consent|checkbox|radio|checkboxes|multiselect)$/,
  'field-kinds': /^(select|country|textarea|number|url|address)$/,
  dates: /^(date|dob)$/,
};

/** Names of the lazy features without which the form cannot be drawn. */
export function featuresOfFields({
  fields,
  turnstile,
  pageValues,
  inputs,
  closedText,
}: Pick<Definition, 'fields' | 'pageValues' | 'inputs' | 'closedText'> & { turnstile: string | undefined }): string[] {
  const needed = Object.entries(FEATURE_KINDS)
    .filter(([, kinds]) => fields.some(({ type }) => kinds.test(type)))
    .map(([name]) => name);
  // A consent's text has links, too.
  if (closedText && !needed.includes('choices')) needed.push('choices');
  if (fields.some(({ step }) => (step ?? 1) > 1)) needed.push('steps');
  if (turnstile) needed.push('turnstile');
  if (pageValues || inputs) needed.push('page-values');
  return needed;
}

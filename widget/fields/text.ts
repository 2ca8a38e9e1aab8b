/** One line of text: names, email addresses, plain phone numbers. */
import type { FieldDefinition } from '../../worker/protocol/wire.ts';
import type { Host } from '../host.ts';
import type { ControlIds, FieldKind } from './field-kind.ts';

/**
 * The node is created by hand and inserted by Lit, because on a slow phone a template with twelve expressions takes
 * longer than the rest of a simple form.
 */
export function drawInput(field: FieldDefinition, host: Host, ids: ControlIds): HTMLInputElement {
  const input = host.inputs[field.name] ?? document.createElement('input');
  host.inputs[field.name] = input;
  const [value = ''] = host.values[field.name] ?? [];
  const attributes = {
    part: 'input',
    id: ids.id,
    name: field.name,
    type: field.type,
    required: field.required,
    autocomplete: field.autocomplete,
    inputmode: field.inputmode,
    placeholder: field.placeholder,
    maxlength: field.maxlength,
    // An empty field has the form's direction, because `auto` would put its cursor on the left in every language.
    dir: value && field.type === 'text' && 'auto',
    'aria-invalid': `${ids.invalid}`,
    'aria-describedby': ids.describedBy,
  };
  for (const [name, value] of Object.entries(attributes)) {
    const text = value === true ? '' : value ? `${value}` : null;
    // Most attributes stay the same, and each write takes time.
    if (text === input.getAttribute(name)) continue;
    if (text === null) input.removeAttribute(name);
    else input.setAttribute(name, text);
  }
  if (input.defaultValue !== value) input.defaultValue = value;
  return input;
}

export const text: FieldKind = { draw: drawInput };

/** One line of text, and its kin: e-mail, plain phone number. */
import { html, nothing } from 'lit/html.js';
import type { FieldDefinition } from '../../worker/contract.ts';
import type { ControlIds, FieldKind, Host } from '../kit.ts';

export function drawInput(field: FieldDefinition, host: Host, ids: ControlIds) {
  return html`<input
    part="input"
    id=${ids.id}
    name=${field.name}
    type=${field.type}
    .defaultValue=${host.values[field.name]?.[0] ?? ''}
    ?required=${field.required}
    autocomplete=${field.autocomplete || nothing}
    inputmode=${field.inputmode || nothing}
    placeholder=${field.placeholder || nothing}
    maxlength=${field.maxlength || nothing}
    dir=${field.type === 'text' ? 'auto' : nothing}
    aria-invalid=${ids.invalid}
    aria-describedby=${ids.describedBy || nothing}
  />`;
}

export const text: FieldKind = { draw: drawInput };

export const email: FieldKind = {
  draw: drawInput,
  check: ([value]) => (/^[^\s@,;]+@[^\s@,;.]+(\.[^\s@,;.]+)+$/.test(value ?? '') ? undefined : ['email']),
};

export const tel: FieldKind = {
  draw: drawInput,
  // The Worker knows numbering plans; here only what cannot be a number anywhere.
  check: ([value = '']) => {
    const digits = value.replace(/\D/g, '').length;
    return digits < 5 || digits > 15 || /[^\d\s()+./-]/.test(value) ? ['phone'] : undefined;
  },
};

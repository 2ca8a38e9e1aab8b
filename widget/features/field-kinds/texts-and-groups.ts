/** Long text with a counter, numbers, web addresses, and postal addresses as a group of lines. */
import { readNumber } from '../../../worker/protocol/spelling/number.ts';
import type { CoreApi } from '../../feature.ts';
import type { FieldKind } from '../../fields/field-kind.ts';

/** The counter shows when less than this share of the length is left. */
const COUNTED_SHARE = 0.5;

export function createTextarea({ html, nothing }: CoreApi): FieldKind {
  return {
    draw(field, host, { id, describedBy, invalid }) {
      const [value = ''] = host.values[field.name] ?? [];
      const left = (field.maxlength ?? 0) - value.length;
      const isCounted = field.maxlength && left < field.maxlength * COUNTED_SHARE;
      return html`<textarea
          part="input"
          id=${id}
          name=${field.name}
          rows="4"
          dir=${value ? 'auto' : nothing}
          .defaultValue=${value}
          maxlength=${field.maxlength || nothing}
          placeholder=${field.placeholder || nothing}
          ?required=${field.required}
          aria-invalid=${invalid}
          aria-describedby=${`${describedBy} ${isCounted ? `${id}-count` : ''}`.trim() || nothing}
        ></textarea>
        ${isCounted ? html`<div part="help" class="quiet" id=${`${id}-count`}>${host.say('characters_left', { count: left })}</div>` : nothing}`;
    },
  };
}

export const createNumber = (drawInput: FieldKind['draw']): FieldKind => ({
  // Not type="number", whose value changes when the page is scrolled, and is blank if it is not a number.
  draw: (field, host, ids) => drawInput({ ...field, type: 'text', inputmode: field.inputmode ?? 'decimal' }, host, ids),
  check([text = ''], { min, max }, { definition }) {
    const read = readNumber(text, definition.locale);
    if (!read.ok) return ['number'];
    const number = Number(read.value);
    if (min && number < Number(min)) return ['min', { min }];
    return max && number > Number(max) ? ['max', { max }] : undefined;
  },
});

export const createUrl = (drawInput: FieldKind['draw']): FieldKind => ({
  draw: drawInput,
  check: ([value]) => (/^(https?:\/\/)?[^\s/.]+(\.[^\s/.]+)+(\/\S*)?$/i.test(value ?? '') ? undefined : ['url']),
});

export function createAddress({ html, drawField }: CoreApi): FieldKind {
  return {
    frame: ({ label }, { id, classes, control }) => html`<fieldset part="field" class=${`${classes} address`} id=${id}>
      <legend part="label">${label}</legend>
      ${control}
    </fieldset>`,
    draw: (field, host) => html`<div class="fields">
      ${field.fields?.filter((line) => host.isShown(line)).map((line) => drawField(line, host))}
    </div>`,
  };
}

import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PropertyPart } from 'lit/directive.js';

/**
 * The value of an input, left alone while somebody types in it: what is kept may be tidier than what is typed, and a
 * comma at the end or a blank line must not vanish under the cursor.
 */
class TypedDirective extends Directive {
  render(value: string): unknown {
    return value;
  }

  override update(part: PropertyPart | ElementPart, [value]: [string]): unknown {
    const input = part.element as HTMLInputElement;
    if (input !== document.activeElement && input.value !== value) input.value = value;
    return noChange;
  }
}

export const typed = directive(TypedDirective);

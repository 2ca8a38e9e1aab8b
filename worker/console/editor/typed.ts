import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PropertyPart } from 'lit/directive.js';

/**
 * Sets an input's value, but not while somebody types in it, because the stored value is normalised, and a trailing
 * comma or blank line must not disappear under the cursor.
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

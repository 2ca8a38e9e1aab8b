import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FieldDefinition, RichText } from '../../../protocol/wire.ts';
import { icon } from '../../components/icons.ts';
import { toast } from '../../components/toast.ts';
import { addField, type Field, fieldsOf, findInferred, moveField, typeOf } from '../draft.ts';
import { kindName } from '../names.ts';
import { Panel } from '../panel.ts';
import { formatPlain, getText, type Localised } from '../texts.ts';
import { startDrag } from './drag.ts';
import './field-card.ts';

/** All fields in order. One is open at a time. */
class FieldsPanel extends Panel<FieldsPanel> {
  open = '';
  #focused: HTMLElement | undefined;

  protected override render() {
    const fields = fieldsOf(this.editing.document);
    return html`<p class="help" id="order-help">
        Convertr names the fields. Everything else is up to you. Move a field by its handle, its buttons, or Alt and the arrow keys.
      </p>
      ${
        fields.length > 0
          ? html`<ol class="fields" aria-describedby="order-help">
            ${repeat(
              fields,
              ({ name }) => name,
              (field, index) => this.#row(field, index, fields.length),
            )}
          </ol>`
          : html`<p class="empty">No fields yet.</p>`
      }
      <button type="button" @click=${this.#addConsent}>${icon('plus')} Add a consent</button>`;
  }

  #row(field: Field, index: number, count: number) {
    const known = findInferred(this.editing.inferred, field.name);
    const label = this.#labelOf(field, known);
    const type = typeOf(field, known?.type);
    const isOpen = this.open === field.name;
    const faulty = this.faultAt(`fields[${index}]`);
    const required = type !== 'hidden' && (field.required ?? known?.required ?? false);
    return html`<li class="field ${isOpen ? 'open' : ''} ${field.hide ? 'left-out' : ''}" data-name=${field.name}>
      <div class="line" @keydown=${(event: KeyboardEvent) => this.#onKey(event, index)}>
        <span class="handle" aria-hidden="true" @pointerdown=${(event: PointerEvent) => startDrag(event, index, (to) => this.#move(index, to))}>${icon('grip')}</span>
        <button
          type="button"
          class="toggle"
          aria-expanded=${isOpen}
          @click=${() => this.set({ open: isOpen ? '' : field.name })}
        >
          <span class="name">${label}${required ? html` <span class="star" title="Required">*<span class="away">, required</span></span>` : nothing}</span>
          <span class="muted"><code>${field.name}</code></span>
        </button>
        ${faulty ? html`<span class="pill bad">Error</span>` : nothing}
        ${field.step && field.step > 1 ? html`<span class="chip">Step ${field.step}</span>` : nothing}
        <span class="chip">${field.hide ? 'Hidden' : kindName(type)}</span>
        <span class="moves" role="toolbar" aria-label="Move ${label}" @keydown=${moveFocus}>
          ${this.#mover(label, index, -1, index === 0)} ${this.#mover(label, index, 1, index === count - 1)}
        </span>
      </div>
      ${isOpen ? html`<lw-field-card .editing=${this.editing} .index=${index}></lw-field-card>` : nothing}
    </li>`;
  }

  #mover(label: string, index: number, step: -1 | 1, isEnd: boolean) {
    const name = step < 0 ? 'up' : 'down';
    // At an end of the list, the Tab stop is the button that still works.
    const isStop = step < 0 ? !isEnd : index === 0;
    return html`<button
      type="button"
      class="square"
      aria-label="Move ${label} ${name}"
      aria-disabled=${isEnd}
      tabindex=${isStop ? 0 : -1}
      @click=${() => this.#move(index, index + step)}
    >
      ${icon(name)}
    </button>`;
  }

  /** A consent is identified by the text that visitors read. */
  #labelOf({ name, label, text, type }: Field, known: FieldDefinition | undefined): string {
    const { locale, base } = this.editing;
    const read = <T>(value: Localised<T>) => getText(value, locale, base) ?? getText(value, base, base);
    const words = read(label as Localised<string>) ?? formatPlain(read(text as Localised<RichText[]>));
    return words || known?.label || (type === 'consent' ? 'New consent' : name);
  }

  #onKey(event: KeyboardEvent, index: number): void {
    if (!event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    this.#move(index, event.key === 'ArrowUp' ? index - 1 : index + 1);
  }

  #move(index: number, place: number): void {
    const fields = fieldsOf(this.editing.document);
    if (place < 0 || place >= fields.length) return;
    this.#focused = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    this.edit(moveField(this.editing.document, index, place));
    toast(`Moved to position ${place + 1} of ${fields.length}.`);
  }

  /** In some browsers an element that moves loses the focus. */
  protected override updated(): void {
    this.#focused?.focus();
    this.#focused = undefined;
  }

  #addConsent = (): void => {
    const taken = fieldsOf(this.editing.document).map(({ name }) => name);
    const name = Array.from({ length: 50 }, (_, index) => `form[consent${index === 0 ? '' : index + 1}]`).find(
      (each) => !taken.includes(each),
    );
    if (!name) return;
    this.edit(addField(this.editing.document, { name, type: 'consent', required: true }));
    this.set({ open: name });
    // The card renders after this panel.
    requestAnimationFrame(() => this.querySelector<HTMLElement>('.field.open textarea[id$="-text"]')?.focus());
  };
}

/** The two buttons are one Tab stop. Arrow keys move between them. */
function moveFocus({ key, altKey, currentTarget }: KeyboardEvent): void {
  if (altKey || !/^Arrow(Left|Right)$/.test(key)) return;
  const [up, down] = (currentTarget as HTMLElement).querySelectorAll('button');
  (key === 'ArrowLeft' ? up : down)?.focus();
}

customElements.define('lw-fields-panel', FieldsPanel);

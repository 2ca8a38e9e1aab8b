import { html, nothing } from 'lit';
import { removeField, setRequired, setType, typeOf } from '../draft.ts';
import { KINDS, kindName, WITH_OPTIONS } from '../names.ts';
import { Panel } from '../panel.ts';
import { drawCondition } from './condition.ts';
import { selectControl, textControl, tickControl } from './control.ts';
import { FieldContext } from './field-context.ts';
import { drawConsent, drawHidden, drawOptions } from './field-settings.ts';

/** Settings that have a control here; a fault of any other is said in words. */
const SHOWN = /^(type|label|text|options|placeholder|help|step|width|showIf|from|value)\b/;

/** The settings of one field. */
class FieldCard extends Panel<FieldCard> {
  static override properties = { ...Panel.properties, index: { attribute: false } };
  declare index: number;

  protected override render() {
    const context = new FieldContext(this.editing, this.index, (document) => this.edit(document));
    const { field, known, type } = context;
    return html`<div class="settings">
      ${selectControl({
        ...context.at('type', 'Kind'),
        value: field.type ?? '',
        choices: [['', `${kindName(typeOf({ ...field, type: undefined }, known?.type))} (by its name)`], ...KINDS],
        onInput: (value) =>
          this.edit(
            setType(this.editing.document, this.index, value, typeOf({ ...field, type: undefined }, known?.type)),
          ),
      })}
      ${type === 'hidden' ? drawHidden(context) : this.#visible(context)} ${this.#otherFaults()}
      ${known ? tickControl(context.idOf('hide'), 'Leave it out', field.hide === true, (value) => context.set('hide', value)) : this.#unlisted(type)}
    </div>`;
  }

  #visible(context: FieldContext) {
    const { field, known, type } = context;
    const suggested = known?.required ?? false;
    return html`
      ${type === 'consent' ? drawConsent(context) : context.text('label', 'Label', known?.label)}
      ${WITH_OPTIONS.includes(type) ? drawOptions(context) : nothing}
      ${type === 'consent' || type === 'checkbox' ? nothing : context.text('placeholder', 'Example inside the field')}
      ${context.text('help', 'Help below the field')}
      ${textControl({
        ...context.at('step', 'Step'),
        type: 'number',
        value: field.step ? String(field.step) : '',
        placeholder: 'As the field before',
        onInput: (value) => context.set('step', value ? Number(value) : undefined),
      })}
      ${selectControl({
        ...context.at('width', 'Width'),
        value: field.width ?? '',
        choices: [
          ['', 'As usual'],
          ['full', 'Whole line'],
          ['half', 'Half a line'],
        ],
        onInput: (value) => context.set('width', value),
      })}
      ${drawCondition(context)}
      ${tickControl(context.idOf('required'), 'Required', field.required ?? suggested, (value) =>
        this.edit(setRequired(this.editing.document, this.index, value === suggested ? undefined : value)),
      )}
    `;
  }

  #otherFaults() {
    const path = `fields[${this.index}].`;
    return this.editing.faults
      .filter((each) => each.path.startsWith(path) && !SHOWN.test(each.path.slice(path.length)))
      .map(
        ({ path: at, message }) => html`<p class="fault wide"><code>${at.slice(path.length)}</code>: ${message}</p>`,
      );
  }

  #unlisted(type: string) {
    const fate = type === 'consent' ? 'It is shown and stored, not sent.' : 'It is never sent.';
    return html`<div class="wide">
      <p class="help">Convertr doesn’t list this field. ${fate}</p>
      <button type="button" @click=${() => this.edit(removeField(this.editing.document, this.index))}>Remove it</button>
    </div>`;
  }
}

customElements.define('lw-field-card', FieldCard);

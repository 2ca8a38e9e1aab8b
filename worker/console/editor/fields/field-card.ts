import { html, nothing } from 'lit';
import { removeField, setRequired, setType, typeOf } from '../draft.ts';
import { KINDS, kindName, WITH_OPTIONS } from '../names.ts';
import { Panel } from '../panel.ts';
import { drawCondition } from './condition.ts';
import { selectControl, textControl, tickControl } from './control.ts';
import { FieldContext } from './field-context.ts';
import { drawConsent, drawOptions } from './field-settings.ts';
import { drawHidden } from './hidden-settings.ts';

/** Settings that have a control here. Errors of other settings are listed. */
const SHOWN = /^(type|label|text|options|placeholder|help|step|width|showIf|from|value)\b/;

const isUnlistedChoice = (name: string, type: string): boolean => name.endsWith('[]') && type === 'text';

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
        choices: [['', `${kindName(typeOf({ ...field, type: undefined }, known?.type))} (from its name)`], ...KINDS],
        onInput: (value) =>
          this.edit(
            setType(this.editing.document, this.index, value, typeOf({ ...field, type: undefined }, known?.type)),
          ),
      })}
      ${type === 'hidden' ? drawHidden(context) : this.#visible(context)} ${this.#otherFaults()}
      ${known ? tickControl(context.idOf('hide'), 'Hide this field', field.hide === true, (value) => context.set('hide', value)) : this.#unlisted(type)}
    </div>`;
  }

  #visible(context: FieldContext) {
    const { field, known, type } = context;
    const suggested = known?.required ?? false;
    return html`
      ${type === 'consent' ? drawConsent(context) : context.text('label', 'Label', known?.label)}
      ${WITH_OPTIONS.includes(type) ? drawOptions(context) : nothing}
      ${type === 'consent' || type === 'checkbox' ? nothing : context.text('placeholder', 'Placeholder')}
      ${isUnlistedChoice(field.name, type) ? html`<p class="help wide">The name ends in [], so Convertr accepts several answers. If you know them, choose “Multiple choice” and list them.</p>` : nothing}
      ${context.text('help', 'Help text')}
      ${textControl({
        ...context.at('step', 'Step'),
        type: 'number',
        value: field.step ? String(field.step) : '',
        placeholder: 'Same as the field before',
        onInput: (value) => context.set('step', value ? Number(value) : undefined),
      })}
      ${selectControl({
        ...context.at('width', 'Width'),
        value: field.width ?? '',
        choices: [
          ['', 'Default'],
          ['full', 'Full width'],
          ['half', 'Half width'],
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
    const fate = type === 'consent' ? 'It is shown and stored, but not sent.' : 'It is never sent.';
    return html`<div class="wide">
      <p class="help">Convertr doesn’t list this field. ${fate}</p>
      <button type="button" @click=${() => this.edit(removeField(this.editing.document, this.index))}>Remove field</button>
    </div>`;
  }
}

customElements.define('lw-field-card', FieldCard);

import { html, nothing } from 'lit';
import type { RichText } from '../../contract.ts';
import { selectControl, textControl, tickControl } from './control.ts';
import {
  type change,
  changeField,
  type Field,
  fieldsOf,
  findInferred,
  formatOptions,
  parseOptions,
  removeField,
} from './draft.ts';
import { KINDS, kindName, SOURCES, WITH_OPTIONS } from './names.ts';
import { Panel } from './panel.ts';
import { formatRichText, getText, type Localised, parseRichText, setText } from './texts.ts';

/** The settings of one field. */
class FieldCard extends Panel<FieldCard> {
  static override properties = { ...Panel.properties, index: { attribute: false } };
  declare index: number;

  get #field(): Field {
    return fieldsOf(this.editing.document)[this.index] ?? { name: '' };
  }

  #set = (key: string, value: unknown): void => this.edit(changeField(this.editing.document, this.index, key, value));

  protected override render() {
    const field = this.#field;
    const known = findInferred(this.editing.inferred, field.name);
    const type = field.type ?? known?.type ?? 'text';
    return html`<div class="settings">
      ${selectControl({
        ...this.#at('type', 'Kind'),
        value: field.type ?? '',
        choices: [['', `As its name suggests (${kindName(known?.type ?? 'text')})`], ...KINDS],
        onInput: (value) => this.#set('type', value),
      })}
      ${type === 'hidden' ? this.#hidden(field) : this.#visible(field, type)}
      ${
        known
          ? tickControl(`${this.#id}-hide`, 'Leave it out', field.hide === true, (value) => this.#set('hide', value))
          : html`<div class="wide">
              <p class="help">Convertr doesn’t list this field.${type === 'consent' ? ' It is shown and stored, not sent.' : ' It is never sent.'}</p>
              <button type="button" @click=${() => this.edit(removeField(this.editing.document, this.index))}>Remove it</button>
            </div>`
      }
    </div>`;
  }

  get #id(): string {
    return `field-${this.index}`;
  }

  #at(key: string, label: string) {
    return { id: `${this.#id}-${key}`, label, fault: this.faultAt(`fields[${this.index}].${key}`) };
  }

  /** A text in the language that is being edited; another language's shows what would be seen without it. */
  #text(key: 'label' | 'help' | 'placeholder', label: string, fallback = '') {
    const { locale, base } = this.editing;
    const text = this.#field[key] as Localised<string>;
    return textControl({
      ...this.#at(key, label),
      value: getText(text, locale, base) ?? '',
      placeholder: getText(text, base, base) ?? fallback,
      lang: locale,
      onInput: (value) => this.#set(key, setText(text, locale, base, value || undefined)),
    });
  }

  #visible(field: Field, type: string) {
    const known = findInferred(this.editing.inferred, field.name);
    const required = field.required ?? known?.required ?? false;
    return html`
      ${type === 'consent' ? this.#consent(field, known?.label) : this.#text('label', 'Label', known?.label)}
      ${WITH_OPTIONS.includes(type) ? this.#options(field) : nothing}
      ${type === 'consent' || type === 'checkbox' ? nothing : this.#text('placeholder', 'Example inside the field')}
      ${this.#text('help', 'Help below the field')}
      ${textControl({
        ...this.#at('step', 'Step'),
        type: 'number',
        value: field.step ? String(field.step) : '',
        placeholder: 'As the field before',
        onInput: (value) => this.#set('step', value ? Number(value) : undefined),
      })}
      ${selectControl({
        ...this.#at('width', 'Width'),
        value: field.width ?? '',
        choices: [
          ['', 'As usual'],
          ['full', 'Whole line'],
          ['half', 'Half a line'],
        ],
        onInput: (value) => this.#set('width', value),
      })}
      ${this.#condition(field)}
      ${tickControl(`${this.#id}-required`, 'Required', required, (value) =>
        // What the name suggests needs no words; the opposite does.
        this.edit(
          setRequired(this.editing.document, this.index, value === (known?.required ?? false) ? undefined : value),
        ),
      )}
    `;
  }

  #consent(field: Field, fallback = '') {
    const { locale, base } = this.editing;
    const text = field.text as Localised<RichText[]>;
    const plain = getText(field.label as Localised<string>, locale, base);
    return html`<div class="wide">
      ${textControl({
        ...this.#at('text', 'What the visitor agrees to'),
        rows: 3,
        lang: locale,
        value: formatRichText(getText(text, locale, base)) || (plain ?? ''),
        placeholder: fallback,
        help: 'For a link write [privacy policy](https://www.example.com/privacy). The text is kept with each lead as it was shown.',
        onInput: (value) => {
          const cleared = changeField(this.editing.document, this.index, 'label', undefined);
          this.edit(changeField(cleared, this.index, 'text', setText(text, locale, base, parseRichText(value))));
        },
      })}
    </div>`;
  }

  #options(field: Field) {
    const { locale, base } = this.editing;
    return html`<div class="wide">
      ${textControl({
        ...this.#at('options', 'Options, one a line'),
        rows: 5,
        value: formatOptions(field.options, locale, base),
        help: 'The value goes to Convertr to the letter. To show another word: “value = word”.',
        onInput: (value) => this.#set('options', parseOptions(value, field.options, locale, base)),
      })}
    </div>`;
  }

  #condition({ name, showIf }: Field) {
    const others = fieldsOf(this.editing.document).filter(
      (other) => other.name !== name && other.type !== 'hidden' && !other.hide,
    );
    const label = (each: Field) => findInferred(this.editing.inferred, each.name)?.label ?? each.name;
    const is = Array.isArray(showIf?.is) ? showIf.is : [];
    return html`${selectControl({
      ...this.#at('showIf', 'Show it'),
      value: showIf?.field ?? '',
      choices: [['', 'Always'], ...others.map((each) => [each.name, `Depending on ${label(each)}`] as const)],
      onInput: (value) => this.#set('showIf', value ? { field: value, is: is.length > 0 ? is : ['*'] } : undefined),
    })}
    ${
      showIf
        ? textControl({
            id: `${this.#id}-is`,
            label: 'When that is',
            value: is.join(', '),
            help: 'Values with commas between; * is any answer.',
            onInput: (value) =>
              this.#set('showIf', {
                field: showIf.field,
                is: value
                  .split(',')
                  .map((each) => each.trim())
                  .filter(Boolean),
              }),
          })
        : nothing
    }`;
  }

  #hidden(field: Field) {
    return html`${selectControl({
      ...this.#at('from', 'Filled with'),
      value: field.from ?? '',
      choices: SOURCES,
      onInput: (value) => {
        const cleared = changeField(this.editing.document, this.index, 'value', undefined);
        this.edit(changeField(cleared, this.index, 'from', value));
      },
    })}
    ${
      field.from
        ? nothing
        : textControl({
            ...this.#at('value', 'Value'),
            value: field.value ?? '',
            onInput: (value) => this.#set('value', value),
          })
    }`;
  }
}

/** `false` has to be written down here: it contradicts what the name suggests. */
function setRequired(document: Parameters<typeof change>[0], index: number, value: boolean | undefined) {
  const cleared = changeField(document, index, 'required', undefined);
  if (value === undefined) return cleared;
  return {
    ...cleared,
    fields: fieldsOf(cleared).map((field, at) => (at === index ? { ...field, required: value } : field)),
  };
}

customElements.define('lw-field-card', FieldCard);

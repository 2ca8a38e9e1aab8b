import { html, nothing } from 'lit';
import type { RichText } from '../../protocol/wire.ts';
import { api } from '../api.ts';
import type { FormSummary } from '../api-answers.ts';
import type { Document } from '../document.ts';
import { change, fieldsOf } from './draft.ts';
import { drawWarning, selectControl, textControl, tickControl } from './fields/control.ts';
import { LANGUAGES, languageName } from './names.ts';
import { findFault, Panel } from './panel.ts';
import {
  formatRichText,
  getText,
  LINK_HELP,
  type Localised,
  mapText,
  otherLanguage,
  parseRichText,
  setText,
} from './texts.ts';

type Success = { message?: Localised<string>; redirect?: string };

/** The form's texts, except those of its fields. */
class TextsPanel extends Panel<TextsPanel> {
  forms: FormSummary[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void api.forms().then(
      (forms) => this.set({ forms }),
      () => undefined,
    );
  }

  protected override render() {
    const { document, locale, defaults } = this.editing;
    const success = (document.success ?? {}) as Success;
    const steps = Math.max(1, ...fieldsOf(document).map(({ step }) => step ?? 1));
    const tag = document.locale as string | undefined;
    return html`<p class="help">Blank fields use the default ${languageName(locale)} text.</p>
      ${this.#text('title', 'Heading', document.title as Localised<string>, '', (text) => change(document, 'title', text))}
      ${this.#text('submitLabel', 'Button', document.submitLabel as Localised<string>, defaults.submitLabel, (text) => change(document, 'submitLabel', text))}
      ${this.#text('success.message', 'Thank-you message', success.message, defaults.success, (text) => this.#success({ ...success, message: text }))}
      ${textControl({
        id: 'text-redirect',
        label: 'Or open this page after submitting',
        type: 'url',
        placeholder: 'https://www.example.com/thanks',
        value: success.redirect ?? '',
        fault: this.faultAt('success.redirect'),
        onInput: (value) => this.edit(this.#success({ ...success, redirect: value || undefined } as Success)),
      })}
      ${this.#closedMessage()}
      ${this.#closedForm()} ${steps > 1 ? this.#steps(steps) : nothing}
      ${selectControl({
        id: 'text-locale',
        label: 'Language of the form',
        value: tag ?? '',
        fault: this.faultAt('locale'),
        choices: [
          ['', 'The visitor’s browser language'],
          ...LANGUAGES,
          ...(tag && !LANGUAGES.some(([each]) => each === tag) ? [[tag, languageName(tag)] as const] : []),
        ],
        help: 'The page can override it with its lang attribute or the snippet’s data-locale.',
        onInput: (value) => this.edit(change(document, 'locale', value)),
      })}
      ${tickControl(
        'text-quality',
        'Ask about answers that Convertr may reject: “test”, repeated letters, the same first and last name. Visitors may keep them.',
        document.qualityQuestions !== false,
        (isOn) => this.edit(change(document, 'qualityQuestions', isOn ? undefined : false)),
      )}`;
  }

  #text(
    path: string,
    label: string,
    text: Localised<string>,
    fallback: string | undefined,
    apply: (text: Localised<string>) => Document,
  ) {
    const { locale, base } = this.editing;
    return textControl({
      id: `text-${path.replace(/\W/g, '-')}`,
      label,
      lang: locale,
      value: getText(text, locale, base) ?? '',
      placeholder: fallback,
      help: otherLanguage(text, locale, base),
      fault: this.faultAt(path),
      onInput: (value) => this.edit(apply(setText(text, locale, base, value || undefined))),
    });
  }

  #closedMessage() {
    const { document, locale, base, defaults } = this.editing;
    const text = document.closedMessage as Localised<string | RichText[]>;
    const shown = mapText(text, (each) => formatRichText([each].flat()));
    return textControl({
      id: 'text-closedMessage',
      label: 'When the campaign has ended',
      rows: 2,
      lang: locale,
      value: getText(shown, locale, base) ?? '',
      placeholder: defaults.closedMessage,
      help: `${otherLanguage(shown, locale, base) ?? ''} ${LINK_HELP}`.trim(),
      fault: this.faultAt('closedMessage'),
      onInput: (value) => {
        const pieces = parseRichText(value);
        const next = pieces?.every((piece) => typeof piece === 'string') ? value : pieces;
        this.edit(change(document, 'closedMessage', setText(text, locale, base, next)));
      },
    });
  }

  #closedForm() {
    const { document, form, warnings } = this.editing;
    const others = this.forms.filter((other) => other.form !== form);
    return html`${selectControl({
      id: 'text-closedForm',
      label: 'Form shown in its place when the campaign has ended',
      value: (document.closedForm as string | undefined) ?? '',
      fault: this.faultAt('closedForm'),
      choices: [
        ['', 'None: show the message'],
        ...others.map((other) => [other.form, other.title ? `${other.title} (${other.form})` : other.form] as const),
      ],
      onInput: (value) => this.edit(change(document, 'closedForm', value)),
    })}${drawWarning(findFault(warnings, 'closedForm'))}`;
  }

  #success(success: Success) {
    const kept = Object.fromEntries(Object.entries(success).filter(([, value]) => value !== undefined));
    return change(this.editing.document, 'success', Object.keys(kept).length > 0 ? kept : undefined);
  }

  #steps(count: number) {
    const { document } = this.editing;
    const steps = (document.steps as Localised<string>[] | undefined) ?? [];
    return html`<fieldset>
      <legend>Headings of the steps</legend>
      ${Array.from({ length: count }, (_, index) =>
        this.#text(`steps[${index}]`, `Step ${index + 1}`, steps[index], '', (text) => {
          // The list has no gaps.
          const next = Array.from({ length: Math.max(steps.length, index + 1) }, (__, at) =>
            at === index ? (text ?? '') : (steps[at] ?? ''),
          );
          return change(document, 'steps', next);
        }),
      )}
    </fieldset>`;
  }
}

customElements.define('lw-texts-panel', TextsPanel);

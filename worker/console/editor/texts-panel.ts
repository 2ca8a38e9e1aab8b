import { html, nothing } from 'lit';
import type { Document } from '../document.ts';
import { change, fieldsOf } from './draft.ts';
import { selectControl, textControl } from './fields/control.ts';
import { LANGUAGES, languageName } from './names.ts';
import { Panel } from './panel.ts';
import { getText, type Localised, setText } from './texts.ts';

type Success = { message?: Localised<string>; redirect?: string };

/** Everything that the form says beside its fields. */
class TextsPanel extends Panel<TextsPanel> {
  protected override render() {
    const { document, locale } = this.editing;
    const success = (document.success ?? {}) as Success;
    const steps = Math.max(1, ...fieldsOf(document).map(({ step }) => step ?? 1));
    const tag = document.locale as string | undefined;
    return html`<p class="help">In ${languageName(locale)}. What is blank is said in Leadwire’s own words.</p>
      ${this.#text('title', 'Heading', document.title as Localised<string>, 'None', (text) => change(document, 'title', text))}
      ${this.#text('submitLabel', 'Button', document.submitLabel as Localised<string>, 'Submit', (text) => change(document, 'submitLabel', text))}
      ${this.#text('success.message', 'After submitting', success.message, 'Thank you.', (text) => this.#success({ ...success, message: text }))}
      ${textControl({
        id: 'text-redirect',
        label: 'Or go to this page after submitting',
        type: 'url',
        placeholder: 'https://www.example.com/thanks',
        value: success.redirect ?? '',
        fault: this.faultAt('success.redirect'),
        onInput: (value) => this.edit(this.#success({ ...success, redirect: value || undefined } as Success)),
      })}
      ${this.#text('closedMessage', 'When the campaign has ended', document.closedMessage as Localised<string>, 'This offer has ended.', (text) => change(document, 'closedMessage', text))}
      ${steps > 1 ? this.#steps(steps) : nothing}
      ${selectControl({
        id: 'text-locale',
        label: 'Language of the form',
        value: tag ?? '',
        fault: this.faultAt('locale'),
        choices: [
          ['', 'As the visitor’s browser prefers'],
          ...LANGUAGES,
          ...(tag && !LANGUAGES.some(([each]) => each === tag) ? [[tag, languageName(tag)] as const] : []),
        ],
        help: 'The page can say otherwise, by its lang or the tag’s data-locale.',
        onInput: (value) => this.edit(change(document, 'locale', value)),
      })}`;
  }

  #text(
    path: string,
    label: string,
    text: Localised<string>,
    fallback: string,
    apply: (text: Localised<string>) => Document,
  ) {
    const { locale, base } = this.editing;
    return textControl({
      id: `text-${path.replace(/\W/g, '-')}`,
      label,
      lang: locale,
      value: getText(text, locale, base) ?? '',
      placeholder: getText(text, base, base) ?? fallback,
      fault: this.faultAt(path),
      onInput: (value) => this.edit(apply(setText(text, locale, base, value || undefined))),
    });
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
        this.#text(`steps[${index}]`, `Step ${index + 1}`, steps[index], `Step ${index + 1}`, (text) => {
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

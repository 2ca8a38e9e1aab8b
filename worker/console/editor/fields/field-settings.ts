/** Settings of some kinds of field. */
import { html } from 'lit';
import type { RichText } from '../../../protocol/wire.ts';
import { changeField, formatOptions, parseOptions } from '../draft.ts';
import { formatRichText, getText, LINK_HELP, type Localised, parseRichText, setText, toRichText } from '../texts.ts';
import { textControl } from './control.ts';
import type { FieldContext } from './field-context.ts';

export function drawConsent(context: FieldContext) {
  const { editing, field, index, known } = context;
  const { locale, base, document } = editing;
  const text = (field.text as Localised<RichText[]>) ?? toRichText(field.label as Localised<string>);
  return html`<div class="wide">
    ${textControl({
      ...context.at('text', 'What the visitor agrees to'),
      rows: 3,
      lang: locale,
      value: formatRichText(getText(text, locale, base)),
      placeholder: known?.label ?? '',
      help: `${LINK_HELP} The text is kept with each lead as it was shown.`,
      onInput: (value) => {
        // The text replaces the label in every language.
        const cleared = changeField(document, index, 'label', undefined);
        context.edit(changeField(cleared, index, 'text', setText(text, locale, base, parseRichText(value))));
      },
    })}
  </div>`;
}

export function drawOptions(context: FieldContext) {
  const { locale, base } = context.editing;
  const { options } = context.field;
  return html`<div class="wide">
    ${textControl({
      ...context.at('options', 'Options, one per line'),
      rows: 5,
      value: formatOptions(options, locale, base),
      help: 'Convertr receives the value exactly. To show something else: “value = text”.',
      onInput: (value) => context.set('options', parseOptions(value, options, locale, base)),
    })}
  </div>`;
}

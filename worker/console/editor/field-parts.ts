/** Settings that only some kinds of field have. */
import { html, nothing } from 'lit';
import type { RichText } from '../../contract.ts';
import { selectControl, textControl } from './control.ts';
import { changeField, type Field, fieldsOf, findInferred, formatOptions, parseOptions } from './draft.ts';
import type { FieldContext } from './field-context.ts';
import { SOURCES } from './names.ts';
import { formatRichText, getText, type Localised, parseRichText, setText } from './texts.ts';

export function drawConsent(context: FieldContext) {
  const { editing, field, index, known } = context;
  const { locale, base, document } = editing;
  const text = field.text as Localised<RichText[]>;
  const plain = getText(field.label as Localised<string>, locale, base);
  return html`<div class="wide">
    ${textControl({
      ...context.at('text', 'What the visitor agrees to'),
      rows: 3,
      lang: locale,
      value: formatRichText(getText(text, locale, base)) || (plain ?? ''),
      placeholder: known?.label ?? '',
      help: 'For a link write [privacy policy](https://www.example.com/privacy). The text is kept with each lead as it was shown.',
      onInput: (value) => {
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
      ...context.at('options', 'Options, one a line'),
      rows: 5,
      value: formatOptions(options, locale, base),
      help: 'The value goes to Convertr to the letter. To show another word: “value = word”.',
      onInput: (value) => context.set('options', parseOptions(value, options, locale, base)),
    })}
  </div>`;
}

export function drawCondition(context: FieldContext) {
  const { editing, field } = context;
  const { showIf } = field;
  const others = fieldsOf(editing.document).filter(
    ({ name, type, hide }) => name !== field.name && type !== 'hidden' && !hide,
  );
  const labelOf = ({ name, label }: Field) =>
    getText(label as Localised<string>, editing.locale, editing.base) ??
    findInferred(editing.inferred, name)?.label ??
    name;
  // One value may stand without a list.
  const is = showIf ? [showIf.is as string | string[]].flat() : [];
  return html`${selectControl({
    ...context.at('showIf', 'Show it'),
    value: showIf?.field ?? '',
    choices: [['', 'Always'], ...others.map((each) => [each.name, `Depending on ${labelOf(each)}`] as const)],
    onInput: (value) => context.set('showIf', value ? { field: value, is: is.length > 0 ? is : ['*'] } : undefined),
  })}
  ${
    showIf
      ? textControl({
          id: context.idOf('is'),
          label: 'When that is',
          value: is.join(', '),
          help: 'Values with commas between; * is any answer.',
          onInput: (value) => context.set('showIf', { field: showIf.field, is: toValues(value) }),
        })
      : nothing
  }`;
}

const toValues = (text: string): string[] =>
  text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');

export function drawHidden(context: FieldContext) {
  const { editing, field, index } = context;
  return html`${selectControl({
    ...context.at('from', 'Filled with'),
    value: field.from ?? '',
    choices: SOURCES,
    onInput: (value) => {
      const cleared = changeField(editing.document, index, 'value', undefined);
      context.edit(changeField(cleared, index, 'from', value));
    },
  })}
  ${
    field.from
      ? nothing
      : textControl({
          ...context.at('value', 'Value'),
          value: field.value ?? '',
          onInput: (value) => context.set('value', value),
        })
  }`;
}

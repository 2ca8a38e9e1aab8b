/** When a field is shown. */
import { html, nothing } from 'lit';
import { type Field, fieldsOf, findInferred } from '../draft.ts';
import { getText, type Localised } from '../texts.ts';
import { selectControl, textControl, tickControl } from './control.ts';
import type { FieldContext } from './field-context.ts';

/** Means any answer. */
const ANY = '*';

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
  return html`${selectControl({
    ...context.at('showIf', 'Show this field'),
    value: showIf?.field ?? '',
    choices: [['', 'Always'], ...others.map((each) => [each.name, `Depending on ${labelOf(each)}`] as const)],
    // Another field has other values.
    onInput: (value) => context.set('showIf', value ? { field: value, is: [ANY] } : undefined),
  })}
  ${showIf ? drawValues(context, showIf.field) : nothing}`;
}

function drawValues(context: FieldContext, name: string) {
  // A single value may be stored without a list.
  const is = [context.field.showIf?.is as string | string[]].flat();
  const set = (values: string[]) => context.set('showIf', { field: name, is: values });
  const options = listOptions(context, name);
  if (options.length === 0) {
    return textControl({
      id: context.idOf('is'),
      label: 'When the answer is, one per line',
      rows: 2,
      value: is.join('\n'),
      help: '* means any answer.',
      onInput: (text) =>
        set(
          text
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean),
        ),
    });
  }
  const known = [ANY, ...options.map(({ value }) => value)];
  const lost = is
    .filter((value) => !known.includes(value))
    .map((value) => ({ value, label: `${value} (no longer an option)` }));
  const toggle = (value: string, isOn: boolean) => {
    const kept = is.filter((each) => each !== value && each !== ANY);
    const next = isOn && value !== ANY ? [...kept, value] : isOn ? [] : kept;
    set(next.length > 0 ? next : [ANY]);
  };
  return html`<fieldset class="wide ticks">
    <legend>When the answer is</legend>
    ${[{ value: ANY, label: 'Any answer' }, ...options, ...lost].map(({ value, label }, index) =>
      tickControl(context.idOf(`is-${index}`), label, is.includes(value), (isOn) => toggle(value, isOn)),
    )}
  </fieldset>`;
}

/** The other field's options in the language that is being edited. */
function listOptions({ editing }: FieldContext, name: string): { value: string; label: string }[] {
  const { document, inferred, locale, base } = editing;
  const written = fieldsOf(document).find((field) => field.name === name)?.options;
  if (!written) return (findInferred(inferred, name)?.options ?? []).map(({ value, label }) => ({ value, label }));
  return written.map((option) => {
    if (typeof option === 'string') return { value: option, label: option };
    const label = option.label as Localised<string>;
    return { value: option.value, label: getText(label, locale, base) ?? getText(label, base, base) ?? option.value };
  });
}

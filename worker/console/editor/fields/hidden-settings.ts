/** The source of a hidden field's value. */
import { html, nothing } from 'lit';
import { changeField } from '../draft.ts';
import { SOURCES } from '../names.ts';
import { findFault } from '../panel.ts';
import { drawWarning, selectControl, textControl, tickControl } from './control.ts';
import type { FieldContext } from './field-context.ts';

/** The question for a source with a custom name, by its prefix. */
const NAMED: Record<string, { label: string; help: string }> = {
  'query:': { label: 'Parameter', help: 'For …?sid=42 it is “sid”.' },
  'page:': {
    label: 'Name of the value',
    help: 'For “sub-id” the page writes data-value-sub-id on the tag, or value-sub-id on the element.',
  },
  'input:': {
    label: 'Name or ID of the input',
    help: 'TrustedForm’s is xxTrustedFormCertUrl, Jornaya’s is leadid_token.',
  },
};

export function drawHidden(context: FieldContext) {
  const { editing, field, index } = context;
  const { from = '' } = field;
  const [prefix = from] = /^(query|page|input):/.exec(from) ?? [];
  const named = NAMED[prefix];
  return html`${selectControl({
    ...context.at('from', 'Filled with'),
    value: prefix,
    choices: SOURCES,
    onInput: (value) => {
      const cleared = changeField(editing.document, index, 'value', undefined);
      context.edit(changeField(cleared, index, 'from', value));
    },
  })}
  ${
    named
      ? textControl({
          id: context.idOf('from-name'),
          label: named.label,
          help: named.help,
          value: from.slice(prefix.length),
          onInput: (name) => context.set('from', `${prefix}${name.trim()}`),
        })
      : nothing
  }
  ${
    from
      ? nothing
      : textControl({
          ...context.at('value', 'Value'),
          value: field.value ?? '',
          onInput: (value) => context.set('value', value),
        })
  }
  ${tickControl(context.idOf('report'), 'Show its values in reports', field.report === true, (value) =>
    context.set('report', value),
  )}
  ${field.report ? html`<p class="help wide">Everyone who can open the console can read these values. They must not identify a person.</p>` : nothing}
  ${drawWarning(findFault(editing.warnings, `fields[${index}]`))}`;
}

/** Rules that a form may add to those of a field's type. */
import { html, noChange, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { rulesOf } from '../../../forms/configuration/field-rules.ts';
import { DATE_FORMATS } from '../names.ts';
import { findLineFault } from '../panel.ts';
import { linesControl, selectControl, textControl, tickControl } from './control.ts';
import type { FieldContext } from './field-context.ts';

export function drawRules(context: FieldContext) {
  const rules = rulesOf(context.type).map(({ rule }) => rule);
  return html`${rules.includes('format') ? drawFormat(context) : nothing}
  ${rules.includes('refuse') ? drawRefused(context) : nothing}
  ${rules.includes('pattern') ? drawText(context) : nothing}`;
}

function drawFormat(context: FieldContext) {
  const { format = '' } = context.field;
  return selectControl({
    ...context.at('format', 'Send dates to Convertr as'),
    value: format === 'YYYY-MM-DD' ? '' : format,
    choices: DATE_FORMATS,
    onInput: (value) => context.set('format', value),
  });
}

/** The ticks show some of the refused domains, and the lines show the others. */
function drawRefused(context: FieldContext) {
  const { refuse = [], refuseMessage } = context.field;
  const isWork = refuse.includes('free') && refuse.includes('disposable');
  const isLasting = !isWork && refuse.includes('disposable');
  const ticked = isWork ? ['free', 'disposable'] : isLasting ? ['disposable'] : [];
  const others = refuse.filter((domain) => !ticked.includes(domain));
  const set = (...domains: string[]) => {
    const next = [...new Set(domains)];
    context.setRule('refuse', 'refuseMessage', next.length > 0 && next);
  };
  const tick = (key: string, label: string, isOn: boolean, lists: string[]) =>
    tickControl(context.idOf(key), label, isOn, (value) => set(...(value ? lists : []), ...others));
  const domains = context.at('refuse', 'Also refuse these domains, one per line');
  return html`<div class="wide">
    ${tick('work', 'Work email addresses only', isWork, ['free', 'disposable'])}
    ${isWork ? html`<p class="help">Free mailboxes such as gmail.com and throw-away addresses are refused.</p>` : tick('lasting', 'No throw-away addresses', isLasting, ['disposable'])}
    ${linesControl({
      ...domains,
      lines: others,
      placeholder: 'rival.example\n*.example.net',
      help: '*.example.net is every subdomain, without example.net.',
      fault: findLineFault(context.editing.faults, `fields[${context.index}].refuse`, refuse),
      onLines: (lines) => set(...ticked, ...lines.map((line) => line.toLowerCase())),
    })}
    ${refuse.length > 0 || refuseMessage ? context.text('refuseMessage', 'Error for refused addresses', context.editing.messages.email_domain, 2) : nothing}
  </div>`;
}

function drawText(context: FieldContext) {
  const { field, known, type } = context;
  const { minlength, maxlength, pattern, patternMessage } = field;
  const isUsed = [minlength, maxlength, pattern].some((rule) => rule !== undefined);
  const isFaulty = ['minlength', 'maxlength', 'pattern', 'patternMessage'].some((key) => context.at(key, '').fault);
  // Once it is open, it stays open until somebody closes it, unless it has a fault.
  return html`<details class="more" .open=${isFaulty ? live(true) : isUsed || noChange}>
    <summary>Length and pattern</summary>
    <div class="settings">
      ${context.number('minlength', 'Shortest answer (characters)')}
      ${context.number('maxlength', 'Longest answer (characters)', type === known?.type ? String(known.maxlength ?? '') : '')}
      ${textControl({
        ...context.at('pattern', 'Allowed pattern'),
        value: pattern ?? '',
        placeholder: '[A-Z]{2}[0-9]{4}',
        help: 'A regular expression that the whole answer must fit, as in HTML.',
        onInput: (value) => context.setRule('pattern', 'patternMessage', value),
      })}
      ${pattern || patternMessage ? html`<div class="wide">${context.text('patternMessage', 'Error for the pattern', context.editing.messages.pattern, 2)}</div>` : nothing}
    </div>
  </details>`;
}

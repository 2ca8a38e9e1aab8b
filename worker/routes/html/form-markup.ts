import { html } from 'hono/html';
import { HONEYPOT, type toLanguages } from '../../forms/definition.ts';
import type { ResolvedForm } from '../../forms/form.ts';
import { getMessages } from '../../forms/language/messages.ts';
import { TURNSTILE_ACTION } from '../../leads/spam/turnstile.ts';
import type { FieldDefinition } from '../../protocol/wire.ts';
import { renderField } from './field.ts';
import { type FieldContext, inLanguage, renderAttribute } from './field-attributes.ts';
import type { Html } from './page.ts';

export interface FormMarkup {
  /** Where it is posted to. */
  action: string;
  /** The browser checks the answers before it posts them. */
  isChecked: boolean;
  /** Parameters besides the answers. Blank ones are left out. */
  envelope: Record<string, string>;
  resolved: ResolvedForm;
  submitLabel: string;
  sitekey?: string | undefined;
  /** Languages of texts that are not in the form's language. */
  langs: ReturnType<typeof toLanguages>;
  context: FieldContext;
}

/** The form itself, which needs no script: for the hosted page, and for the publisher's own page. */
export function renderForm({
  action,
  isChecked,
  envelope,
  resolved,
  submitLabel,
  sitekey,
  langs,
  context,
}: FormMarkup): Html {
  const first = resolved.fields.filter((field) => (field.step ?? 1) === 1);
  const steps = resolved.steps ? groupBySteps(resolved.fields) : [first.length > 0 ? resolved.fields : []];
  return html`<form method="post" action="${action}" ${isChecked ? '' : 'novalidate '}accept-charset="utf-8">
      ${Object.entries(envelope).map(([name, value]) =>
        value ? html`<input type="hidden" name="${name}" value="${value}" />` : '',
      )}
      ${steps.map(
        (fields, index) =>
          html`${resolved.steps?.[index] ? html`<h2>${inLanguage(langs?.steps?.[index + 1], resolved.steps[index])}</h2>` : ''}
            ${fields.map((field) => renderField(field, context))}`,
      )}
      <div class="away" aria-hidden="true">
        <label>${getMessages(context.locale).leave_empty}<input name="${HONEYPOT}" tabindex="-1" autocomplete="off" data-1p-ignore data-lpignore="true" data-bwignore data-form-type="other" /></label>
      </div>
      ${sitekey ? html`<div class="cf-turnstile" data-sitekey="${sitekey}" data-action="${TURNSTILE_ACTION}"></div>` : ''}
      <button type="submit"${renderAttribute('lang', langs?.submitLabel)}>${submitLabel}</button>
    </form>`;
}

/** Fields without a step belong to the step of the field before. */
function groupBySteps(fields: readonly FieldDefinition[]): FieldDefinition[][] {
  const steps: FieldDefinition[][] = [];
  let step = 1;
  for (const field of fields) {
    step = field.step ?? step;
    steps[step - 1] = [...(steps[step - 1] ?? []), field];
  }
  return Array.from(steps, (group) => group ?? []);
}

/**
 * A form in steps: a progress bar, a way back, and a check of each step before the next. All steps are in one form.
 */
import type { FieldDefinition } from '../../worker/protocol/wire.ts';
import { LeadFormEvent } from '../events.ts';
import type { FeatureFactory } from '../feature.ts';

const css = `
  .steps { display: flex; gap: .4em; margin: 0 0 .8em; padding: 0; list-style: none }
  .steps li { flex: 1; height: .3em; border-radius: 1em; background: var(--_line); opacity: .5 }
  .steps li.done { background: var(--_accent); opacity: 1 }
  @media (forced-colors: active) { .steps li { border: 1px solid } .steps li.done { background: Highlight; forced-color-adjust: none } }
  h3 { margin: 0 0 1em; font-size: 1.1em }
  h3 .quiet { display: block }
  .actions { display: flex; gap: .8em }
  .actions [part=submit] { flex: 1 }
  .back { min-height: 3em; padding: .6em 1.4em; border: 1px solid var(--_line); border-radius: var(--_radius); background: none; cursor: pointer }
`;

const DOUBLE_CLICK_MS = 500;

/** The step of each field and each line of a group. A field without a step is in the step of the field before. */
function stepsOf(fields: FieldDefinition[]): Map<string, number> {
  const steps = new Map<string, number>();
  let last = 1;
  for (const { name, step, fields: lines = [] } of fields) {
    last = step ?? last;
    for (const each of [name, ...lines.map((line) => line.name)]) steps.set(each, last);
  }
  return steps;
}

const steps: FeatureFactory = (host, { html, nothing, inLanguage }) => {
  let current = 1;
  let moved = false;
  let movedAt = -DOUBLE_CLICK_MS;

  const stepByField = stepsOf(host.definition.fields);
  /** Steps that have a field to show now. */
  function shownSteps(): number[] {
    const fields = host.definition.fields.filter((field) => host.isShown(field));
    return [...new Set(fields.map(({ name }) => stepByField.get(name) ?? 1))].sort((a, b) => a - b);
  }

  function show(step: number): void {
    current = step;
    const order = shownSteps();
    const { form } = host.definition;
    const detail = { form, step: order.indexOf(step) + 1, steps: order.length };
    host.dispatchEvent(new LeadFormEvent('lead-form-step', detail));
    host.requestUpdate();
  }

  function go(step: number): void {
    moved = true;
    movedAt = performance.now();
    // The tallest step's height would leave a shorter one half empty. After a click, the content below may move.
    host.style.minHeight = '0px';
    show(step);
  }

  /** The second click of a double click would press the button that appears after the first. */
  function ignoreSecondClick(event: Event): void {
    const isSecond = event instanceof MouseEvent && event.detail > 1;
    if (isSecond && performance.now() - movedAt < DOUBLE_CLICK_MS) event.preventDefault();
  }

  return {
    css,
    hostConnected: () => host.renderRoot.addEventListener('click', ignoreSecondClick, true),
    hostDisconnected: () => host.renderRoot.removeEventListener('click', ignoreSecondClick, true),
    arrange(fields, drawField, button) {
      const order = shownSteps();
      const at = order.indexOf(current);
      const isLast = at === order.length - 1;
      return html`<ol part="progress" class="steps" aria-hidden="true">
          ${order.map((step) => html`<li class=${step <= current ? 'done' : ''}></li>`)}
        </ol>
        ${order.map(
          (step, index) => html`<div ?hidden=${step !== current}>
            <h3 tabindex="-1" id=${host.idOf(`step-${step}`)}>
              <span class="quiet" .textContent=${host.say('step', { step: index + 1, steps: order.length })}></span>
              ${inLanguage(host.definition.langs?.steps?.[step], host.definition.steps?.[step - 1])}
            </h3>
            <div class="fields">${fields.filter(({ name }) => stepByField.get(name) === step).map(drawField)}</div>
          </div>`,
        )}
        <div class="actions">
          ${
            at > 0
              ? html`<button part="back" class="back" type="button" @click=${() => go(order[at - 1] ?? 1)}>${host.say('back')}</button>`
              : nothing
          }
          ${isLast ? button : html`<button part="submit" type="submit">${host.say('next')}</button>`}
        </div>`;
    },
    fieldsToCheck: (fields) => {
      const isLast = shownSteps().every((step) => step <= current);
      return isLast ? fields : fields.filter(({ name }) => stepByField.get(name) === current);
    },
    nextStep() {
      const next = shownSteps().find((step) => step > current);
      if (next) go(next);
      return next !== undefined || undefined;
    },
    reveal(name) {
      const step = stepByField.get(name);
      if (!step || step === current) return;
      show(step);
    },
    hostUpdated() {
      if (!moved) return;
      moved = false;
      host.renderRoot.querySelector<HTMLElement>(`#${host.idOf(`step-${current}`)}`)?.focus();
    },
  };
};
export default steps;

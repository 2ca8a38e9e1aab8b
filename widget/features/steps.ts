/** A form in steps: progress, back, and a check of each step before the next. All steps stay in the one form. */
import type { FieldDefinition } from '../../worker/protocol/wire.ts';
import type { Part } from '../feature.ts';

const css = `
  .steps { display: flex; gap: .4em; margin: 0 0 .8em; padding: 0; list-style: none }
  .steps li { flex: 1; height: .3em; border-radius: 1em; background: var(--_l); opacity: .5 }
  .steps li.done { background: var(--_a); opacity: 1 }
  h3 { margin: 0 0 1em; font-size: 1.1em }
  h3 .quiet { display: block }
  .actions { display: flex; gap: .8em }
  .actions [part=submit] { flex: 1 }
  .back { min-height: 3em; padding: .6em 1.4em; border: 1px solid var(--_l); border-radius: var(--_r); background: none; cursor: pointer }
`;

const DOUBLE_CLICK_MS = 500;

const part: Part = (host, { html, nothing }) => {
  let current = 1;
  let moved = false;
  let movedAt = -DOUBLE_CLICK_MS;

  /** Fields without a step belong to the step of the field before. */
  function stepOf(fields: FieldDefinition[]): Map<string, number> {
    const steps = new Map<string, number>();
    let last = 1;
    for (const { name, step, fields: lines } of fields) {
      last = step ?? last;
      for (const known of [name, ...(lines ?? []).map((line) => line.name)]) steps.set(known, last);
    }
    return steps;
  }

  const steps = stepOf(host.definition.fields);
  /** Steps that have a field to show now. */
  const shown = () =>
    [...new Set(host.definition.fields.filter(host.isShown).map(({ name }) => steps.get(name) ?? 1))].sort(
      (a, b) => a - b,
    );

  function go(step: number): void {
    current = step;
    moved = true;
    movedAt = performance.now();
    host.requestUpdate();
  }

  host.root.addEventListener(
    'click',
    (event) => {
      // The second half of a double click falls on what the first has put there.
      const isSecond = event instanceof MouseEvent && event.detail > 1;
      if (isSecond && performance.now() - movedAt < DOUBLE_CLICK_MS) event.preventDefault();
    },
    true,
  );

  return {
    css,
    arrange(fields, drawField, button) {
      const order = shown();
      const at = order.indexOf(current);
      const isLast = at === order.length - 1;
      return html`<ol part="progress" class="steps" aria-hidden="true">
          ${order.map((step) => html`<li class=${step <= current ? 'done' : ''}></li>`)}
        </ol>
        ${order.map(
          (step, index) => html`<div ?hidden=${step !== current}>
            <h3 tabindex="-1" id=${host.idOf(`step-${step}`)}>
              <span class="quiet">${host.say('step', { step: index + 1, steps: order.length })}</span>
              ${host.definition.steps?.[step - 1] ?? nothing}
            </h3>
            <div class="fields">${fields.filter(({ name }) => steps.get(name) === step).map(drawField)}</div>
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
    scope: (fields) => {
      const isLast = shown().at(-1) === current;
      return isLast ? fields : fields.filter(({ name }) => steps.get(name) === current);
    },
    advance() {
      const next = shown().find((step) => step > current);
      if (next) go(next);
      return next !== undefined || undefined;
    },
    reveal(name) {
      const step = steps.get(name);
      if (!step || step === current) return;
      current = step;
      host.requestUpdate();
    },
    drawn() {
      if (!moved) return;
      moved = false;
      host.root.querySelector<HTMLElement>(`#${host.idOf(`step-${current}`)}`)?.focus();
    },
  };
};
export default part;

/**
 * Enhances the publisher's own `<form>` inside the element with checks, errors and states. Its markup and styles stay.
 */
import type { FieldDefinition } from '../../worker/protocol/wire.ts';
import type { FeatureFactory } from '../feature.ts';

const ERROR_CLASS = 'lead-form-error';
const HINT_CLASS = 'lead-form-hint';

const ownMarkup: FeatureFactory = (host, { html, render }) => {
  const form = host.querySelector('form');
  if (!form) return undefined;
  form.noValidate = true;
  // A list has several controls, and so has a date in three inputs.
  const controlsOf = ({ name }: FieldDefinition): HTMLElement[] => {
    const escaped = CSS.escape(name);
    return [...form.querySelectorAll<HTMLElement>(`[name="${escaped}"],[name^="${escaped}["],[name^="${escaped}."]`)];
  };
  const { definition } = host;
  // Only the Worker can check fields that the markup lacks. A copy, because other forms may share the definition.
  host.definition = { ...definition, fields: definition.fields.filter((field) => controlsOf(field).length > 0) };

  const placeOf = (control: HTMLElement): HTMLElement => control.closest('label') ?? control;

  /** Puts prefilled and kept values into controls that the markup leaves empty. */
  function fillIn(): void {
    for (const [name, values] of Object.entries(host.values))
      for (const control of form?.querySelectorAll(`[name="${CSS.escape(name)}"]`) ?? []) {
        if (control instanceof HTMLInputElement && /^(radio|checkbox)$/.test(control.type))
          control.checked ||= values.includes(control.value);
        else if (
          control instanceof HTMLInputElement ||
          control instanceof HTMLTextAreaElement ||
          control instanceof HTMLSelectElement
        )
          control.value ||= values[0] ?? '';
      }
  }

  /** Adds a note below the control, tied to it, or removes it. */
  function attach(control: HTMLElement, id: string, className: string, shown: boolean): HTMLElement | undefined {
    const described = (control.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .filter((other) => other && other !== id);
    const old = form?.querySelector<HTMLElement>(`#${id}`);
    if (shown) described.push(id);
    else old?.remove();
    if (described.length > 0) control.setAttribute('aria-describedby', described.join(' '));
    else control.removeAttribute('aria-describedby');
    if (!shown || old) return old ?? undefined;
    const note = document.createElement('span');
    note.id = id;
    note.className = className;
    note.style.display = 'block';
    placeOf(control).after(note);
    return note;
  }

  function showNotes(field: FieldDefinition): void {
    const [control] = controlsOf(field);
    if (!control) return;
    const problem = host.problems[field.name];
    const hint = host.callHook('hint', field);
    for (const each of controlsOf(field)) each.setAttribute('aria-invalid', String(Boolean(problem)));
    const note = attach(control, `${host.idOf(field.name)}-hint`, HINT_CLASS, Boolean(hint));
    if (note && hint) render(hint, note);
    const error = attach(control, `${host.idOf(field.name)}-error`, ERROR_CLASS, Boolean(problem));
    if (!error || !problem) return;
    // A red that is readable wherever the page's text is. Browsers that don't support it keep the first.
    error.style.color = '#b3261e';
    error.style.color = 'oklch(from currentColor clamp(.47, (l - .6) * 1000000, .8) .16 25)';
    error.textContent = problem;
  }

  /** The last number of features. A new one may have more values, because drafts come late. */
  let filledBy = 0;
  return {
    css: 'slot ~ [part=notice] { margin-top: var(--_gap) }',
    replaceForm: (failure) => html`${host.callHook('notice')}<slot></slot>${host.callHook('foot')}${failure}`,
    hostUpdated() {
      const { status } = host.state;
      // Without a shadow root, no missing slot hides it.
      form.hidden = !/^(loading|ready|submitting|failed)$/.test(status);
      if (status === 'ready' && filledBy !== host.features.length) {
        filledBy = host.features.length;
        fillIn();
      }
      for (const field of host.leaves) showNotes(field);
      const isBusy = status === 'submitting';
      form.setAttribute('aria-busy', String(isBusy));
      form.querySelector('[type=submit], button:not([type])')?.setAttribute('aria-disabled', String(isBusy));
    },
    controlOf: (name) => {
      const field = host.leaves.find((leaf) => leaf.name === name);
      return field && controlsOf(field)[0];
    },
    fieldOf: (control) => host.leaves.find((field) => controlsOf(field).includes(control)),
  };
};
export default ownMarkup;

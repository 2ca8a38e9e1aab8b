/** The publisher's own `<form>` inside the element: its markup and looks stay; checks, errors and states are added. */
import type { FieldDefinition } from '../../worker/protocol/wire.ts';
import type { Part } from '../feature.ts';

const ERROR_CLASS = 'lead-form-error';
const HINT_CLASS = 'lead-form-hint';

const part: Part = (host, { html, render }) => {
  const form = host.querySelector('form');
  if (!form) return undefined;
  form.noValidate = true;
  const controlsOf = ({ name }: FieldDefinition): HTMLElement[] => [
    ...form.querySelectorAll<HTMLElement>(`[name="${CSS.escape(name)}"], [name^="${CSS.escape(name)}["]`),
  ];
  const { definition } = host;
  // What the markup doesn't ask for cannot be checked here; the Worker still does. Other forms may share the definition.
  host.definition = { ...definition, fields: definition.fields.filter((field) => controlsOf(field).length > 0) };

  const placeOf = (control: HTMLElement): HTMLElement => control.closest('label') ?? control;

  /** What prefilling and an earlier visit know; what the markup itself has filled in stays. */
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

  /** Ties a note below the control to it, or takes it away. */
  function attach(control: HTMLElement, id: string, className: string, shown: boolean): HTMLElement | undefined {
    const described = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((part) => part && part !== id);
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
    const hint = host.ask('hint', field);
    for (const each of controlsOf(field)) each.setAttribute('aria-invalid', String(Boolean(problem)));
    const question = attach(control, `${host.idOf(field.name)}-hint`, HINT_CLASS, Boolean(hint));
    if (question && hint) render(hint, question);
    const error = attach(control, `${host.idOf(field.name)}-error`, ERROR_CLASS, Boolean(problem));
    if (!error || !problem) return;
    // Red on whatever the page's text can be read on; the first where the second is unknown.
    error.style.color = '#b3261e';
    error.style.color = 'oklch(from currentColor clamp(.47, (l - .6) * 1000000, .8) .16 25)';
    error.textContent = problem;
  }

  /** Each that comes may know more: drafts come late. */
  let filledBy = 0;
  return {
    css: 'slot ~ [part=notice] { margin-top: var(--_g) }',
    replaceForm: (failure) => html`${host.ask('notice')}<slot></slot>${host.ask('foot')}${failure}`,
    drawn() {
      const { status } = host.state;
      // Without a shadow root, nothing else takes it away.
      form.hidden = !/^(loading|ready|submitting|failed)$/.test(status);
      if (status === 'ready' && filledBy !== host.extensions.length) {
        filledBy = host.extensions.length;
        fillIn();
      }
      for (const field of host.leaves) showNotes(field);
      const isBusy = status === 'submitting';
      form.setAttribute('aria-busy', String(isBusy));
      form.querySelector('[type=submit], button:not([type])')?.setAttribute('aria-disabled', String(isBusy));
    },
    control: (name) => {
      const field = host.leaves.find((leaf) => leaf.name === name);
      return field && controlsOf(field)[0];
    },
    fieldOf: (target) => host.leaves.find((field) => controlsOf(field).includes(target)),
  };
};
export default part;

/** The publisher's own `<form>` inside the element: its markup and looks stay; checks, errors and states are added. */
import type { FieldDefinition } from '../../worker/contract.ts';
import type { Part } from '../kit.ts';

const ERROR_CLASS = 'lead-form-error';

const part: Part = (host, { html }) => {
  const form = host.querySelector('form');
  if (!form) return undefined;
  form.noValidate = true;
  const controlsOf = ({ name }: FieldDefinition): HTMLElement[] => [
    ...form.querySelectorAll<HTMLElement>(`[name="${CSS.escape(name)}"], [name^="${CSS.escape(name)}["]`),
  ];
  // What the markup doesn't ask for cannot be checked here; the Worker still does.
  host.definition.fields = host.definition.fields.filter((field) => controlsOf(field).length > 0);

  function showProblem(field: FieldDefinition, problem: string | undefined): void {
    const [control] = controlsOf(field);
    if (!control) return;
    const id = `${host.idOf(field.name)}-error`;
    const old = form?.querySelector(`#${id}`);
    const described = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((part) => part && part !== id);
    for (const each of controlsOf(field)) each.setAttribute('aria-invalid', String(Boolean(problem)));
    if (!problem) old?.remove();
    else {
      const error = old ?? document.createElement('span');
      error.id = id;
      error.className = ERROR_CLASS;
      error.textContent = problem;
      if (!old) {
        if (error instanceof HTMLElement)
          Object.assign(error.style, { display: 'block', color: 'var(--lead-form-error, #b3261e)' });
        (control.closest('label') ?? control).after(error);
      }
      described.push(id);
    }
    if (described.length > 0) control.setAttribute('aria-describedby', described.join(' '));
    else control.removeAttribute('aria-describedby');
  }

  return {
    replaceForm: (failure) => html`<slot></slot>${failure}`,
    drawn() {
      for (const field of host.leaves) showProblem(field, host.problems[field.name]);
      const isBusy = host.state.status === 'submitting';
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

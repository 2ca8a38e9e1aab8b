import { html, nothing, render, type TemplateResult } from 'lit';

interface Question {
  title: string;
  text: string | TemplateResult;
  confirm: string;
  /** Empty if there is nothing to cancel. */
  cancel?: string;
  isDangerous?: boolean;
  /** The label of a third button. */
  other?: string;
}

type Choice = 'yes' | 'no' | 'other';

export const ask = async (question: Question): Promise<boolean> => (await choose(question)) === 'yes';

/** Opens a modal dialog. The browser keeps the focus inside and returns it afterwards. */
export function choose({
  title,
  text,
  confirm,
  cancel = 'Cancel',
  isDangerous = false,
  other,
}: Question): Promise<Choice> {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'ask-title');
  document.body.append(dialog);
  // Cancel is not a submit button, because Enter in a field presses the first of those.
  render(
    html`<form method="dialog">
      <h2 id="ask-title">${title}</h2>
      <div class="body">${typeof text === 'string' ? html`<p>${text}</p>` : text}</div>
      <div class="row end">
        ${cancel ? html`<button type="button" value="no" @click=${() => dialog.close('no')}>${cancel}</button>` : nothing}
        ${other ? html`<button type="button" value="other" @click=${() => dialog.close('other')}>${other}</button>` : nothing}
        <button value="yes" class=${isDangerous ? 'danger' : 'primary'}>${confirm}</button>
      </div>
    </form>`,
    dialog,
  );
  // A link leads away from the dialog.
  dialog.addEventListener('click', ({ target }) => target instanceof Element && target.closest('a') && dialog.close());
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      // Escape sets no value.
      resolve((dialog.returnValue || 'no') as Choice);
    });
    const first = dialog.querySelector<HTMLElement>('.body :is(input, textarea, select)');
    // Without a field, Enter presses the focused button, which must not be a destructive one.
    const button = dialog.querySelector<HTMLElement>(`button[value="${isDangerous && cancel ? 'no' : 'yes'}"]`);
    (first ?? button)?.setAttribute('autofocus', '');
    dialog.showModal();
  });
}

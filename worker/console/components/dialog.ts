import { html, nothing, render, type TemplateResult } from 'lit';

interface Question {
  title: string;
  text: string | TemplateResult;
  confirm: string;
  cancel?: string;
  isDangerous?: boolean;
}

/** Asks over the page. The browser keeps the focus inside and gives it back. */
export function ask({ title, text, confirm, cancel = 'Cancel', isDangerous }: Question): Promise<boolean> {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'ask-title');
  document.body.append(dialog);
  render(
    html`<form method="dialog">
      <h2 id="ask-title">${title}</h2>
      <div class="body">${typeof text === 'string' ? html`<p>${text}</p>` : text}</div>
      <div class="row end">
        ${cancel ? html`<button type="submit" value="no" formnovalidate>${cancel}</button>` : nothing}
        <button type="submit" value="yes" class=${isDangerous ? 'danger' : 'primary'}>${confirm}</button>
      </div>
    </form>`,
    dialog,
  );
  // What it links to is behind it.
  dialog.addEventListener('click', ({ target }) => target instanceof Element && target.closest('a') && dialog.close());
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    dialog.showModal();
  });
}

/** Says something in passing, aloud too. */
export function toast(text: string): void {
  let place = document.querySelector('#toasts');
  if (!place) {
    place = document.createElement('div');
    place.id = 'toasts';
    place.setAttribute('role', 'status');
    document.body.append(place);
  }
  const note = document.createElement('p');
  note.textContent = text;
  place.append(note);
  setTimeout(() => note.remove(), 6000);
}

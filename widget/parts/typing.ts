/** Comes with the first input: keeps a draft, and asks about what looks like a slip. */
import type { Part } from '../kit.ts';
import { dropDraft, hashOf, keepDraft, readDraft } from '../typing/draft.ts';
import { suggestEmail } from '../typing/email-typos.ts';
import { findHint } from '../typing/hints.ts';

const css = `
  .hint { display: flex; flex-wrap: wrap; gap: .2em .7em; align-items: center }
  .link { min-height: 2em; padding: .2em .1em; border: 0; background: none; text-decoration: underline; font-weight: 600; cursor: pointer }
  .restored { margin-bottom: var(--_g) }
`;

const part: Part = (host, { html, nothing }) => {
  const draft = readDraft(host.definition.form);
  Object.assign(host.values, draft?.values);
  let restored = draft !== undefined && Object.keys(draft.values).length > 0;
  /** Controls that were left since they changed; only those are asked about. */
  const left = new Set<string>();
  /** Questions that were answered with yes. */
  const settled = new Set<string>();

  function setValue(name: string, value: string): void {
    const control = host.formElement?.elements.namedItem(name);
    if (control instanceof HTMLInputElement) control.value = value;
    host.remember();
    host.requestUpdate();
    control instanceof HTMLElement && control.focus();
  }

  function startOver(): void {
    restored = false;
    host.formElement?.reset();
    for (const control of host.formElement?.elements ?? []) {
      if (control instanceof HTMLInputElement && /text|email|tel|url|date/.test(control.type)) control.value = '';
      if (control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) control.value = '';
      if (control instanceof HTMLInputElement && /radio|checkbox/.test(control.type)) control.checked = false;
    }
    host.values = {};
    dropDraft(host);
    host.requestUpdate();
    host.formElement?.querySelector('input')?.focus();
  }

  return {
    css,
    remember: () => keepDraft(host),
    forget: () => dropDraft(host),
    sameAsLast: (answers) => (draft?.last?.hash === hashOf(answers) ? draft.last.id : undefined),
    leave(control) {
      if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) left.add(control.name);
      host.requestUpdate();
    },
    notice: () =>
      restored
        ? html`<div class="hint restored" role="status">
            ${host.say('restored')} <button type="button" class="link" @click=${startOver}>${host.say('start_over')}</button>
          </div>`
        : nothing,
    hint(field) {
      const value = host.values[field.name]?.[0]?.trim() ?? '';
      if (!left.has(field.name) || settled.has(field.name + value)) return undefined;
      const suggestion = field.type === 'email' && suggestEmail(value);
      if (suggestion)
        return html`<button type="button" class="link" @click=${() => setValue(field.name, suggestion)}>
          ${host.say('email_suggestion', { suggestion })}
        </button>`;
      const question = findHint(field, host);
      return question
        ? html`${host.say(question)}
          <button
            type="button"
            class="link"
            @click=${() => {
              settled.add(field.name + value);
              host.requestUpdate();
            }}
          >
            ${host.say('hint_keep')}
          </button>`
        : undefined;
    },
  };
};
export default part;

/** Loaded at the first input: keeps a draft, and asks about answers that look like mistakes. */
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';
import type { FeatureFactory } from '../../feature.ts';
import { dropDraft, hashOf, keepDraft, readDraft } from './draft.ts';
import { suggestEmail } from './email-typos.ts';
import { findHint } from './hints.ts';

const css = `
  [part=hint], .restored { display: flex; flex-wrap: wrap; gap: .2em .7em; align-items: center }
  .link { min-height: 2em; padding: .2em 0; border: 0; background: none; text-decoration: underline; font-weight: 600; cursor: pointer }
  .restored { margin-bottom: var(--_gap) }
`;

const typing: FeatureFactory = (host, { html, nothing }) => {
  const { form } = host.definition;
  const draft = readDraft(host);
  Object.assign(host.values, draft?.values);
  let restored = draft !== undefined && Object.keys(draft.values).length > 0;
  /** Only controls that the visitor has left get questions. */
  const leftControls = new Set<string>();
  /** Answers that the visitor has confirmed. */
  const confirmed = new Set<string>();

  const textIn = ({ name }: FieldDefinition) => host.values[name]?.[0]?.trim() ?? '';
  const keyOf = (field: FieldDefinition) => field.name + textIn(field);

  /** The address as probably meant, or the key of a question. */
  function findSlip(field: FieldDefinition): { suggestion?: string | undefined; question?: string | undefined } {
    if (!leftControls.has(field.name) || confirmed.has(keyOf(field))) return {};
    const suggestion = field.type === 'email' ? suggestEmail(textIn(field)) : undefined;
    return suggestion ? { suggestion } : { question: findHint(field, host) };
  }

  /** Accepts the value. The button disappears, so the focus returns to the field. */
  function answer(field: FieldDefinition, value: string): void {
    const control = host.formElement?.elements.namedItem(field.name);
    if (control instanceof HTMLInputElement) control.value = value;
    host.remember();
    confirmed.add(keyOf(field));
    host.announce('');
    if (control instanceof HTMLElement) control.focus();
  }

  /** Renders the form as it was at first, and resets its controls. */
  async function startOver(): Promise<void> {
    restored = false;
    const fields = host.definition.fields.flatMap((field) => field.fields ?? field);
    host.values = Object.fromEntries(fields.flatMap(({ name, value }) => (value ? [[name, [value]]] : [])));
    dropDraft(host);
    host.requestUpdate();
    await host.updateComplete;
    host.formElement?.reset();
    host.callHook('reveal', host.leaves[0]?.name ?? '');
    await host.updateComplete;
    host.formElement?.querySelector<HTMLElement>('input,select,textarea')?.focus();
  }

  return {
    css,
    keepDraft: () => keepDraft(host),
    dropDraft: () => dropDraft(host),
    lastId(answers) {
      const last = readDraft(host)?.last;
      return last?.hash === hashOf(answers) ? last.id : undefined;
    },
    left(control) {
      const name = control.getAttribute('name') ?? '';
      leftControls.add(name);
      host.requestUpdate();
      const field = host.leaves.find((leaf) => leaf.name === name);
      const { suggestion, question } = field ? findSlip(field) : {};
      // The focus has moved on, so screen readers would not notice the question.
      if (suggestion) host.announce(host.say('email_suggestion', { suggestion }));
      else if (question) host.announce(host.say(question));
    },
    notice: () =>
      restored && form === host.definition.form
        ? html`<div class="restored" role="status">
            ${host.say('restored')} <button type="button" class="link" @click=${startOver}>${host.say('start_over')}</button>
          </div>`
        : nothing,
    hint(field) {
      const { suggestion, question } = findSlip(field);
      const text = suggestion ? host.say('email_suggestion', { suggestion }) : host.say('hint_keep');
      return suggestion || question
        ? html`${question && host.say(question)}
            <button type="button" class="link" @click=${() => answer(field, suggestion ?? textIn(field))}>${text}</button>`
        : undefined;
    },
  };
};
export default typing;

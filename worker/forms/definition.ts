import type { Definition } from '../protocol/wire.ts';
import type { FormConfig } from './configuration/config.ts';
import type { FormId } from './configuration/form-id.ts';
import type { ResolvedForm } from './form.ts';
import { directionOf } from './language/locale.ts';
import { getMessages, localise } from './language/messages.ts';
import { getSpokenMessages } from './language/used-messages.ts';

/**
 * Name of the input that only programs fill in: nothing that autofill or a password manager knows, and no word that a
 * lead form has.
 */
export const HONEYPOT = 'hp_ref_code';

export interface DefinitionInput {
  formId: FormId;
  config: FormConfig;
  resolved: ResolvedForm;
  locale: string;
  closed: boolean;
  ticket: string;
  country?: string;
}

/** What the page draws. Hidden fields and their values stay here. */
export function createDefinition({
  formId,
  config,
  resolved,
  locale,
  closed,
  ticket,
  country,
}: DefinitionInput): Definition {
  const messages = getMessages(locale);
  const title = localise(config.title, locale);
  return {
    form: formId,
    locale,
    dir: directionOf(locale),
    ...(title !== undefined && { title }),
    submitLabel: localise(config.submitLabel, locale) ?? messages.submit,
    fields: resolved.fields,
    messages: getSpokenMessages(locale, resolved.fields),
    success: {
      message: localise(config.success?.message, locale) ?? messages.success,
      ...(config.success?.redirect !== undefined && { redirect: config.success.redirect }),
    },
    closed,
    closedMessage: localise(config.closedMessage, locale) || messages.closed,
    ...(resolved.steps && { steps: resolved.steps }),
    ticket,
    honeypot: HONEYPOT,
    ...(config.turnstile !== undefined && { turnstile: config.turnstile }),
    touch: config.touch ?? 'last',
    ...(country !== undefined && { country }),
  };
}

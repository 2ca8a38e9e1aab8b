import { featuresOfFields } from '../protocol/lazy-features.ts';
import type { Definition } from '../protocol/wire.ts';
import { readClosedMessage } from './closed-message.ts';
import type { FormConfig } from './configuration/config.ts';
import { type FieldSource, parseFieldSource } from './configuration/field-source.ts';
import type { FormId } from './configuration/form-id.ts';
import type { HiddenField, ResolvedForm } from './form.ts';
import { directionOf } from './language/locale.ts';
import { getMessages, localise } from './language/messages.ts';
import { languageOf } from './language/text-language.ts';
import { getUsedMessages, omitUnusedMessages } from './language/used-messages.ts';
import { omitUndefined } from './omit-undefined.ts';

/** The input that only programs fill in. Its name means nothing to autofill, password managers and lead forms. */
export const HONEYPOT = 'hp_ref_code';

export interface DefinitionInput {
  formId: FormId;
  config: FormConfig;
  resolved: ResolvedForm;
  locale: string;
  closed: boolean;
  ticket: string;
  country?: string | undefined;
}

/** What the page renders. Hidden fields and their values are left out. */
export function createDefinition(input: DefinitionInput): Definition {
  const { formId, config, resolved, locale, closed, ticket, country } = input;
  const messages = getMessages(locale);
  const ending = readClosedMessage(config, locale);
  const pageValues = namesFrom('page', resolved.hidden);
  const inputs = namesFrom('input', resolved.hidden);
  const features = featuresOfFields({
    fields: resolved.fields,
    turnstile: config.turnstile,
    ...omitUndefined({ pageValues, inputs, closedText: ending.text }),
  });
  return omitUndefined({
    form: formId,
    locale,
    dir: directionOf(locale),
    title: localise(config.title, locale),
    submitLabel: localise(config.submitLabel, locale) ?? messages.submit,
    fields: resolved.fields.map(omitUnusedMessages),
    messages: getUsedMessages(locale, resolved.fields, { ...config, text: ending.text }),
    success: omitUndefined({
      message: localise(config.success?.message, locale) ?? messages.success,
      redirect: config.success?.redirect,
    }),
    closed,
    closedMessage: ending.words,
    closedText: ending.text,
    steps: resolved.steps,
    langs: toLanguages(config, locale),
    ticket,
    honeypot: HONEYPOT,
    turnstile: config.turnstile,
    touch: config.touch ?? 'last',
    pageValues,
    inputs,
    country,
    features: features.length > 0 ? features : undefined,
  });
}

/** Values that the page must send, or undefined for none. */
function namesFrom(kind: FieldSource['kind'], hidden: readonly HiddenField[]): string[] | undefined {
  const sources = hidden.flatMap(({ from }) => (from === undefined ? [] : (parseFieldSource(from) ?? [])));
  const names = new Set(sources.filter((source) => source.kind === kind).map(({ name }) => name));
  return names.size > 0 ? [...names] : undefined;
}

/** The languages of texts that are not in the form's language, or undefined if all are. */
export function toLanguages(config: FormConfig, locale: string): Definition['langs'] {
  const { title, submitLabel, success, closedMessage, steps = [] } = config;
  const of = (text: object | string | undefined) => languageOf(text, locale, config.locale);
  const foreign = steps.flatMap((text, index) => (of(text) ? [[index + 1, of(text)]] : []));
  const langs = omitUndefined({
    title: of(title),
    submitLabel: of(submitLabel),
    success: of(success?.message),
    closedMessage: of(closedMessage),
    steps: foreign.length > 0 ? Object.fromEntries(foreign) : undefined,
  });
  return Object.keys(langs).length > 0 ? langs : undefined;
}

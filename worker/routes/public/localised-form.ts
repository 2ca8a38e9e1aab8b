/** A form for one visitor: in their language, and if a field depends on it, for their country. */
import type { Context } from 'hono';
import type { FormConfig } from '../../forms/configuration/config.ts';
import { isFieldName } from '../../forms/configuration/config-field.ts';
import type { AnswerReader } from '../../forms/fields/check.ts';
import { type ResolvedForm, resolveForm } from '../../forms/form.ts';
import { negotiateLocale } from '../../forms/language/locale.ts';
import { isListed } from '../../leads/email-domains.ts';
import type { FieldDefinition } from '../../protocol/wire.ts';
import type { AppEnv } from '../app-env.ts';
import type { LoadedForm } from '../form-source.ts';

export interface LocalisedForm {
  resolved: ResolvedForm;
  locale: string;
  /** The visitor's, if a field's first value depends on it. */
  country: string | undefined;
}

interface Entry {
  form: LocalisedForm;
  /** What it was built from, besides the configuration. */
  facts: LoadedForm['facts'];
}

/** By configuration, then by language and country. An entry is dropped with its configuration. */
const cache = new WeakMap<FormConfig, Map<string, Entry>>();
const ENTRIES_MAX = 50;

/** How soon Convertr may be asked again for unknown fields. */
export const FIELDS_RETRY_SECONDS = 15;

/**
 * True while neither Convertr nor the configuration names a field, so that there is nothing to show and no answer to
 * keep.
 */
export const hasUnknownFields = ({ resolved }: LocalisedForm): boolean =>
  resolved.provisional && resolved.fields.length === 0;

/** @param asked the locale that the page asks for. */
export function localiseForm(c: Context<AppEnv>, form: LoadedForm, asked: string | undefined): LocalisedForm {
  const { config, facts } = form;
  const locale = pickLocale(c, config, asked);
  const entries = cache.get(config) ?? new Map<string, Entry>();
  cache.set(config, entries);
  const general = entries.get(locale);
  if (general && general.facts === facts) return general.form;
  // Reading `cf` costs more than the rest of a request, so the cache is checked first.
  const country = readCountry(c);
  const local = entries.get(`${locale} ${country}`);
  if (local && local.facts === facts) return local.form;
  const hints = facts?.forms.find(({ formId }) => formId === config.formId);
  const resolved = resolveForm({ config, listed: hints?.fields ?? null, hints, locale, country });
  const isLocal = resolved.fields.some(dependsOnCountry);
  const fresh = { resolved, locale, country: isLocal ? country : undefined };
  entries.delete(locale);
  if (entries.size < ENTRIES_MAX || local)
    entries.set(isLocal ? `${locale} ${country}` : locale, { form: fresh, facts });
  return fresh;
}

/**
 * The form of a submission. While Convertr's list is unknown, every answer under a name like Convertr's is accepted, so
 * that none is lost. The account's object leaves out those that Convertr turns out not to list.
 * @param posted the names of all answers.
 */
export function localiseSubmittedForm(
  c: Context<AppEnv>,
  form: LoadedForm,
  asked: string | undefined,
  posted: Iterable<string>,
): LocalisedForm {
  const localised = localiseForm(c, form, asked);
  if (!localised.resolved.provisional) return localised;
  const { locale } = localised;
  const country = readCountry(c);
  const names = [...posted].filter(isFieldName);
  // An entry for a group is left out when members of the group were posted.
  const configured = (form.config.fields ?? [])
    .map(({ name }) => name)
    .filter((name) => !names.some((member) => member.startsWith(`${name}[`)));
  const listed = [...new Set([...configured, ...names])];
  const resolved = resolveForm({ config: form.config, listed, locale, country });
  return { resolved: { ...resolved, provisional: true }, locale, country };
}

const pickLocale = (c: Context<AppEnv>, config: FormConfig, asked: string | undefined): string =>
  negotiateLocale({ asked, form: config.locale, acceptLanguage: c.req.header('accept-language'), texts: config });

/** True if the first value, or the order of its inputs, depends on the visitor's country. */
const dependsOnCountry = ({ type, fields }: FieldDefinition): boolean =>
  /^(phone|country|dob)$/.test(type) || (fields ?? []).some(dependsOnCountry);

/** How this visitor's answers are read. The country is looked up only for a date whose language leaves its order open. */
export const readerOf = (c: Context<AppEnv>, { locale }: LocalisedForm): AnswerReader => ({
  locale,
  now: Date.now(),
  isListed,
  get country() {
    return readCountry(c);
  },
});

function readCountry(c: Context<AppEnv>): string | undefined {
  const country = c.req.raw.cf?.country;
  return typeof country === 'string' && /^[A-Z]{2}$/.test(country) ? country : undefined;
}

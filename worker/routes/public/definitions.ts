import type { Context } from 'hono';
import type { FormConfig } from '../../forms/configuration/config.ts';
import { isFieldName } from '../../forms/configuration/config-field.ts';
import { createDefinition } from '../../forms/definition.ts';
import { type ResolvedForm, resolveForm } from '../../forms/form.ts';
import { negotiateLocale } from '../../forms/language/locale.ts';
import { createTicket } from '../../leads/spam/ticket.ts';
import { featuresOfFields } from '../../protocol/lazy-features.ts';
import type { FieldDefinition } from '../../protocol/wire.ts';
import type { AppEnv } from '../app-env.ts';
import type { LoadedForm } from '../form-source.ts';

const HOUR_MS = 3_600_000;

export interface Prepared {
  resolved: ResolvedForm;
  locale: string;
}

interface Drawn extends Prepared {
  facts: LoadedForm['facts'];
  /** The visitor's, where a field begins with it. */
  country?: string;
  /** The definition but for its ticket, as JSON, with its tag, for one hour. */
  json?: { hour: number; text: string; etag: string; features: string[] };
}

/** What was drawn of a configuration, by language and country. It goes when the configuration does. */
const drawn = new WeakMap<FormConfig, Map<string, Drawn>>();
/** Languages and countries that one form is remembered in. */
const DRAWN_MAX = 50;

/** How soon Convertr may be asked again for the fields of a form that nobody knows yet. */
export const FIELDS_RETRY_SECONDS = 15;

/** Convertr was never reached, and nothing else names a field: there is nothing to draw, and no answer to keep. */
export const isUnknown = ({ resolved }: Prepared): boolean => resolved.provisional && resolved.fields.length === 0;

/** The form in one language. */
export function prepare(c: Context<AppEnv>, form: LoadedForm, asked: string | undefined): Prepared {
  return draw(c, form, asked);
}

/**
 * The form of a submission. While nobody knows what Convertr lists, every answer under a name like Convertr's is kept:
 * the account's object will know, and sends no other. To drop one here would be to lose it.
 */
export function prepareFor(
  c: Context<AppEnv>,
  form: LoadedForm,
  asked: string | undefined,
  given: Iterable<string>,
): Prepared {
  const prepared = draw(c, form, asked);
  if (!prepared.resolved.provisional) return prepared;
  const { locale } = prepared;
  const country = countryOf(c);
  const names = [...given].filter(isFieldName);
  const own = (form.config.fields ?? []).map(({ name }) => name);
  // An entry may stand for a group whose parts were given.
  const listed = [...own.filter((name) => !names.some((part) => part.startsWith(`${name}[`))), ...names];
  const resolved = resolveForm({
    config: form.config,
    listed: [...new Set(listed)],
    locale,
    ...(country && { country }),
  });
  return { resolved: { ...resolved, provisional: true }, locale };
}

function draw(c: Context<AppEnv>, { config, facts }: LoadedForm, asked: string | undefined): Drawn {
  const acceptLanguage = c.req.header('accept-language');
  const locale = negotiateLocale({
    texts: config,
    ...(asked && { asked }),
    ...(config.locale && { form: config.locale }),
    ...(acceptLanguage && { acceptLanguage }),
  });
  const known = drawn.get(config) ?? new Map<string, Drawn>();
  drawn.set(config, known);
  const plain = known.get(locale);
  if (plain && plain.facts === facts) return plain;
  // The platform takes longer over what it knows of the visitor than all else here does.
  const country = countryOf(c);
  const found = known.get(`${locale} ${country}`);
  if (found && found.facts === facts) return found;
  const listed = facts?.forms.find(({ formId }) => formId === config.formId)?.fields ?? null;
  const resolved = resolveForm({ config, listed, locale, ...(country && { country }) });
  const isLocal = resolved.fields.some(beginsAtHome);
  const fresh: Drawn = { resolved, locale, facts, ...(isLocal && country && { country }) };
  known.delete(locale);
  if (known.size < DRAWN_MAX || found) known.set(isLocal ? `${locale} ${country}` : locale, fresh);
  return fresh;
}

/**
 * What the page draws, as JSON, and a tag that changes with it, and hourly for the ticket's sake.
 * `features`: the widget's lazy features that its fields need.
 * @returns null while nobody knows the form's fields.
 */
export async function buildDefinition(
  c: Context<AppEnv>,
  form: LoadedForm,
  asked: string | undefined,
): Promise<{ json: string; etag: string; features: string[] } | null> {
  const shape = draw(c, form, asked);
  if (isUnknown(shape)) return null;
  const now = Date.now();
  const hour = Math.floor(now / HOUR_MS);
  if (shape.json?.hour !== hour) {
    const { country } = shape;
    const { ticket: _, ...definition } = createDefinition({
      formId: form.id,
      config: form.config,
      resolved: shape.resolved,
      locale: shape.locale,
      closed: form.facts?.closed != null,
      ticket: '',
      ...(country && { country }),
    });
    const text = JSON.stringify(definition);
    shape.json = { hour, text, etag: await createEtag(`${hour} ${text}`), features: featuresOfFields(definition) };
  }
  const { text, etag, features } = shape.json;
  const ticket = await createTicket(c.get('settings').leadKeys, form.id, now);
  return { json: `${text.slice(0, -1)},"ticket":${JSON.stringify(ticket)}}`, etag, features };
}

/** Fields whose first value or order of parts is the visitor's country's. */
const beginsAtHome = ({ type, fields }: FieldDefinition): boolean =>
  /^(phone|country|dob)$/.test(type) || (fields ?? []).some(beginsAtHome);

/** Weak: the ticket differs from answer to answer. */
export async function createEtag(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return `W/"${[...digest.slice(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}"`;
}

export const matchesEtag = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));

function countryOf(c: Context<AppEnv>): string | undefined {
  const country = c.req.raw.cf?.country;
  return typeof country === 'string' && /^[A-Z]{2}$/.test(country) ? country : undefined;
}

import type { Context } from 'hono';
import type { Definition } from '../contract.ts';
import { createDefinition } from '../forms/definition.ts';
import { type ResolvedForm, resolveForm } from '../forms/form.ts';
import { negotiateLocale } from '../forms/locale.ts';
import { createTicket } from '../leads/ticket.ts';
import type { AppEnv } from './app-env.ts';
import type { LoadedForm } from './form-source.ts';

const HOUR_MS = 3_600_000;

export interface Prepared {
  resolved: ResolvedForm;
  locale: string;
}

/** The form in one language. */
export function prepare(c: Context<AppEnv>, { config, facts }: LoadedForm, asked: string | undefined): Prepared {
  const acceptLanguage = c.req.header('accept-language');
  const locale = negotiateLocale({
    ...(asked && { asked }),
    ...(config.locale && { form: config.locale }),
    ...(acceptLanguage && { acceptLanguage }),
  });
  const listed = facts?.forms.find(({ formId }) => formId === config.formId)?.fields ?? null;
  const country = countryOf(c);
  return { resolved: resolveForm({ config, listed, locale, ...(country && { country }) }), locale };
}

/** What the page draws, and a tag that changes with it, and hourly for the ticket's sake. */
export async function buildDefinition(
  c: Context<AppEnv>,
  form: LoadedForm,
  asked: string | undefined,
): Promise<{ definition: Definition; etag: string }> {
  const { resolved, locale } = prepare(c, form, asked);
  const now = Date.now();
  const country = countryOf(c);
  const definition = createDefinition({
    formId: form.id,
    config: form.config,
    resolved,
    locale,
    closed: form.facts?.closed != null,
    ticket: '',
    ...(country && { country }),
  });
  const etag = await createEtag(`${Math.floor(now / HOUR_MS)} ${JSON.stringify(definition)}`);
  return { definition: { ...definition, ticket: await createTicket(c.var.settings.leadKeys, form.id, now) }, etag };
}

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

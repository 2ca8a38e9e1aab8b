import type { Context } from 'hono';
import { createDefinition } from '../../forms/definition.ts';
import { createTicket } from '../../leads/spam/ticket.ts';
import type { AppEnv } from '../app-env.ts';
import { createEtag } from '../etag.ts';
import type { LoadedForm } from '../form-source.ts';
import { hasUnknownFields, type LocalisedForm, localiseForm } from './localised-form.ts';

const HOUR_MS = 3_600_000;

interface BuiltDefinition {
  hour: number;
  /** As JSON, without the ticket. */
  text: string;
  /** Changes with the text, and hourly, because a ticket ages. */
  etag: string;
  /** Names of the lazy features that the fields need. */
  features: string[];
}

/** Localised forms are cached, and their definitions are dropped with them. */
const cache = new WeakMap<LocalisedForm, BuiltDefinition>();

/**
 * @param origin of the page, if known. The ticket is only valid for it.
 * @returns the definition as JSON with a fresh ticket, or null while the form's fields are unknown.
 */
export async function buildDefinition(
  c: Context<AppEnv>,
  form: LoadedForm,
  asked: string | undefined,
  origin?: string,
): Promise<{ json: string; etag: string; features: string[] } | null> {
  const localised = localiseForm(c, form, asked);
  if (hasUnknownFields(localised)) return null;
  const now = Date.now();
  const hour = Math.floor(now / HOUR_MS);
  const cached = cache.get(localised);
  const built = cached?.hour === hour ? cached : await build(form, localised, hour);
  cache.set(localised, built);
  const ticket = await createTicket(c.get('settings').leadKeys, form.id, now, origin);
  const json = `${built.text.slice(0, -1)},"ticket":${JSON.stringify(ticket)}}`;
  // A page must not get a 304 for another origin's answer, which has that origin's ticket.
  const etag = origin === undefined ? built.etag : await createEtag(`${built.etag} ${origin}`);
  return { json, etag, features: built.features };
}

async function build(
  { id, config, facts }: LoadedForm,
  localised: LocalisedForm,
  hour: number,
): Promise<BuiltDefinition> {
  const closed = facts?.closed != null;
  const { ticket: _, ...definition } = createDefinition({ formId: id, config, ...localised, closed, ticket: '' });
  const text = JSON.stringify(definition);
  return { hour, text, etag: await createEtag(`${hour} ${text}`), features: definition.features ?? [] };
}

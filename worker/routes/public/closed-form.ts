/** The form that replaces one whose campaign has ended: `closedForm` in its configuration. */
import type { Context } from 'hono';
import type { FormConfig } from '../../forms/configuration/config.ts';
import { parseFormId } from '../../forms/configuration/form-id.ts';
import { coversPattern } from '../../forms/origins.ts';
import type { Parameters } from '../../leads/body.ts';
import type { FieldDefinition } from '../../protocol/wire.ts';
import type { AppEnv } from '../app-env.ts';
import { type ConfiguredForm, type LoadedForm, loadForm } from '../form-source.ts';
import { type Frame, isFramed } from '../html/frame.ts';
import { noteLostVisit } from '../lost-visits.ts';
import { hasUnknownFields, localiseForm } from './localised-form.ts';

interface Successor {
  form: LoadedForm | undefined;
  /** Why visitors see the message instead. Blank if the configuration names no form. */
  obstacle: string;
}

/** @returns the form itself while its campaign is open, or if nothing replaces it */
export const replaceClosed = async (
  c: Context<AppEnv>,
  form: LoadedForm,
  pages: readonly string[],
): Promise<LoadedForm> => (form.facts?.closed ? ((await takeSuccessor(c, form, pages)) ?? form) : form);

/** For a visitor of a form whose campaign has ended. @returns nothing if visitors only see the message */
export async function takeSuccessor(
  c: Context<AppEnv>,
  form: ConfiguredForm,
  pages: readonly string[],
): Promise<LoadedForm | undefined> {
  const { form: next } = await findSuccessor(c, form.config, pages);
  if (!next) noteLostVisit(c, form, 'ended');
  return next;
}

/**
 * Followed once, so a form that is closed itself is not used. It must allow the page, because a visible form must be
 * sendable.
 *
 * @param pages origins that the visitor's page may have, or patterns of them; none for the Worker's own page
 */
export async function findSuccessor(
  c: Context<AppEnv>,
  { closedForm }: Pick<FormConfig, 'closedForm'>,
  pages: readonly string[],
): Promise<Successor> {
  const id = parseFormId(closedForm);
  if (!id) return { form: undefined, obstacle: '' };
  // While KV is down, the message is better than no answer.
  const form = await loadForm(c, id).catch(() => null);
  const obstacle = form ? findObstacle(c, form, pages) : `There is no form “${id}”.`;
  return { form: form && !obstacle ? form : undefined, obstacle };
}

function findObstacle(c: Context<AppEnv>, form: LoadedForm, pages: readonly string[]): string {
  const { id, config, facts } = form;
  if (facts?.closed) return `The campaign of “${id}” has ended, too.`;
  if (hasUnknownFields(localiseForm(c, form, undefined))) return `Convertr has not named the fields of “${id}” yet.`;
  const own = new URL(c.req.url).origin;
  const refused = pages.filter((page) => !coversPattern(page, config.origins, own));
  return refused.length > 0 ? `The form “${id}” does not allow ${refused.join(', ')}.` : '';
}

/** The origins that may frame a hosted page. A browser leaves a frame blank if the next page forbids framing. */
export const pagesAround = (c: Context<AppEnv>, { origins }: FormConfig, frame: Frame): readonly string[] =>
  isFramed(c, frame) ? origins : [];

/** The visitor has not agreed to the other form's texts. */
export function withoutConsents(parameters: Parameters, fields: readonly FieldDefinition[]): Parameters {
  const ticks = fields.filter(({ type }) => /^(consent|checkbox)$/.test(type)).map(({ name }) => name);
  return new Map([...parameters].filter(([name]) => !ticks.includes(name)));
}

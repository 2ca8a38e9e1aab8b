/** Which form takes the place of one whose campaign has ended: `closedForm` in its configuration. */
import type { Context } from 'hono';
import type { FormConfig } from '../../forms/configuration/config.ts';
import { parseFormId } from '../../forms/configuration/form-id.ts';
import { coversPattern } from '../../forms/origins.ts';
import type { AppEnv } from '../app-env.ts';
import { type LoadedForm, loadForm } from '../form-source.ts';
import { type Frame, isFramed } from '../html/frame.ts';
import { hasUnknownFields, localiseForm } from './localised-form.ts';

interface Successor {
  form: LoadedForm | undefined;
  /** Why visitors see the message instead. Blank where the configuration names no form. */
  obstacle: string;
}

/** @returns the form itself while its campaign is open, or when nothing takes its place */
export async function replaceClosed(
  c: Context<AppEnv>,
  form: LoadedForm,
  pages: readonly string[],
): Promise<LoadedForm> {
  const successor = form.facts?.closed ? await findSuccessor(c, form.config, pages) : undefined;
  return successor?.form ?? form;
}

/**
 * Followed once: a form that is closed itself leads nowhere. It must allow the page, because a form that is drawn can be
 * sent.
 *
 * @param pages origins that the visitor's page may have, or patterns of them; none for a page of our own
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

/** The origins that may have a hosted page in a frame. A browser leaves a frame blank when the next page forbids it. */
export const pagesAround = (c: Context<AppEnv>, { origins }: FormConfig, frame: Frame): readonly string[] =>
  isFramed(c, frame) ? origins : [];

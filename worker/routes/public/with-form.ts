import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { parseFormId } from '../../forms/configuration/form-id.ts';
import { isAllowedOrigin } from '../../forms/origins.ts';
import type { AppEnv } from '../app-env.ts';
import { wantsJson, wantsPage } from '../content-negotiation.ts';
import { loadConfig } from '../form-source.ts';
import { showNotice } from '../html/notice.ts';
import { noteLostVisit } from '../lost-visits.ts';
import { ANY_ORIGIN, problem } from '../problem.ts';
import { comesFromSandbox, readStray, showStray } from './stray-post.ts';

/** Finds the form in the path, and refuses pages of origins that its publisher has not listed. */
export const withForm = createMiddleware<AppEnv>(async (c, next) => {
  const id = parseFormId(c.req.param('formId'));
  const form = id && (await loadConfig(c, id));
  if (!form) return refuseUnknownForm(c);
  // Neither servers nor same-origin reads send `Origin`.
  const origin = c.req.header('origin');
  if (origin !== undefined && !isAllowedOrigin(origin, form.config.origins, new URL(c.req.url).origin)) {
    noteLostVisit(c, form, 'refused', origin);
    const posted = c.req.method === 'POST' && wantsPage(c) ? await readStray(c) : undefined;
    if (!posted) return refuseOrigin(c, origin);
    if (!(await comesFromSandbox(c, form, origin, posted))) return showStray(c, form, origin, posted);
  }
  shareWith(c, origin);
  c.set('form', form);
  return next();
});

const refuseUnknownForm = (c: Context<AppEnv>): Response | Promise<Response> =>
  c.req.method === 'POST' && wantsPage(c)
    ? showNotice(c, 404, 'unavailable')
    : problem(c, 'form_not_found', { headers: ANY_ORIGIN });

/** Names the origin to add, which any page may read, because origins are not secret. */
function refuseOrigin(c: Context<AppEnv>, origin: string): Response | Promise<Response> {
  if (c.req.method === 'POST' && !wantsJson(c)) return showNotice(c, 403, 'forbidden', { values: { origin } });
  const detail =
    origin === 'null'
      ? 'The origin "null" cannot be allowed: every sandboxed frame and local file has it.'
      : `Add "${origin}" to the form's origins.`;
  return problem(c, 'origin_not_allowed', { detail, origin, headers: { ...ANY_ORIGIN, Vary: 'Origin' } });
}

/** Lets a page of this origin read the answer. */
function shareWith(c: Context<AppEnv>, origin: string | undefined): void {
  c.header('Vary', 'Origin', { append: true });
  // The origin check decides who may use the form, so this header need not.
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  if (origin === undefined) return;
  c.header('Access-Control-Allow-Origin', origin);
  c.header('Access-Control-Expose-Headers', 'Retry-After');
}

import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { callAccount } from '../../../account/client.ts';
import { parseFormId } from '../../../forms/configuration/form-id.ts';
import type { Env } from '../../../settings/env.ts';
import type { AppEnv } from '../../app-env.ts';
import { jsonBody } from '../../json-body.ts';
import { ProblemError } from '../../problem.ts';
import { type FormSummary, readTitle, summarise } from './form-summary.ts';
import { readFromKv, readVersion, replaceVersion } from './form-version.ts';
import { readPrecondition } from './precondition.ts';
import { saveForm } from './save-form.ts';

const withFormId = createMiddleware<AppEnv>((c, next) => {
  const id = parseFormId(c.req.param('formId'));
  if (!id && c.req.method === 'PUT') {
    const detail = 'Use lower-case letters, digits and hyphens, at most 64.';
    throw new ProblemError('malformed', { detail });
  }
  if (!id) throw new ProblemError('form_not_found');
  c.set('formId', id);
  return next();
});

/** `/v1/admin/forms` */
export const adminForms = new Hono<AppEnv>()
  .get('/', async (c) => c.json({ forms: await listForms(c.env) }))

  .get('/:formId', withFormId, async (c) => {
    const version = await readVersion(c, c.get('formId'));
    if (!version) throw new ProblemError('form_not_found');
    return c.body(version.document, 200, { 'Content-Type': 'application/json', ETag: version.etag });
  })

  .put('/:formId', withFormId, jsonBody(v.unknown()), async (c) => {
    const id = c.get('formId');
    const save = { document: c.req.valid('json'), expected: readPrecondition(c) };
    const { visibleBy, isNew, warnings } = await saveForm(c, id, save);
    return c.json({ form: id, visibleBy, warnings }, isNew ? 201 : 200);
  })

  .delete('/:formId', withFormId, async (c) => {
    const id = c.get('formId');
    const { stored, account } = await readFromKv(c, id);
    if (!stored) throw new ProblemError('form_not_found');
    await replaceVersion(c, { form: id, account, stored, next: null, expected: readPrecondition(c) });
    if (account) await callAccount(c.env, account, (object) => object.formChanged({ form: id, saved: null }));
    return c.body(null, 204);
  });

async function listForms(env: Env): Promise<(FormSummary & { form: string })[]> {
  const forms: (FormSummary & { form: string })[] = [];
  let cursor: string | undefined;
  do {
    const page: KVNamespaceListResult<FormSummary> = await env.FORMS.list<FormSummary>(cursor ? { cursor } : {});
    for (const { name, metadata } of page.keys) {
      const id = parseFormId(name);
      // A configuration that was written to KV directly has no metadata, and an old one has no number of pages.
      const isWhole = metadata?.pages !== undefined;
      const summary = id && (isWhole ? metadata : (summarise(await env.FORMS.get(id)) ?? metadata));
      if (summary) forms.push({ form: name, ...summary, title: readTitle(summary) });
    }
    cursor = page.list_complete ? undefined : page.cursor;
  } while (cursor);
  return forms;
}

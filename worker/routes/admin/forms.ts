import { type Context, Hono } from 'hono';
import { callAccount, checkJurisdiction } from '../../account/client.ts';
import { type FormConfig, parseFormConfig } from '../../forms/configuration/config.ts';
import { type FormId, parseFormId } from '../../forms/configuration/form-id.ts';
import type { Settings } from '../../settings/settings.ts';
import type { AppEnv } from '../app-env.ts';
import { forgetConfig } from '../form-source.ts';
import { problem } from '../problem.ts';
import { readJson } from './json.ts';

/** KV is read from a cache for up to 60 s, and the Worker keeps a configuration for 30 s. */
const VISIBLE_AFTER_MS = 90_000;

/** What a list shows of a form, kept as KV's metadata so that a list is one read per thousand forms. */
interface Summary {
  enterprise: string;
  campaignId: number;
  formId: number;
  title?: string;
}

/** `/v1/admin/forms` */
export const adminForms = new Hono<AppEnv>()
  .get('/', async (c) => {
    const forms: (Summary & { form: string })[] = [];
    let cursor: string | undefined;
    do {
      const page: KVNamespaceListResult<Summary> = await c.env.FORMS.list<Summary>(cursor ? { cursor } : {});
      for (const { name, metadata } of page.keys) {
        const id = parseFormId(name);
        // A configuration that was put into KV by other hands has none.
        const summary = id && (metadata ?? summarise(await c.env.FORMS.get(id)));
        if (summary) forms.push({ form: name, ...summary, ...readTitle(summary) });
      }
      cursor = page.list_complete ? undefined : page.cursor;
    } while (cursor);
    return c.json({ forms });
  })

  .get('/:formId', async (c) => {
    const id = parseFormId(c.req.param('formId'));
    const config = id && (await c.env.FORMS.get(id));
    return config ? c.body(config, 200, { 'Content-Type': 'application/json' }) : problem(c, 'form_not_found');
  })

  .put('/:formId', async (c) => {
    const id = parseFormId(c.req.param('formId'));
    if (!id)
      return problem(c, 'malformed', { detail: 'A form id has lower-case letters, digits and hyphens, at most 64.' });
    const body = await readJson(c);
    if (!body.ok) return body.error;
    const saved = await saveForm(c, id, body.value);
    return saved.ok ? c.json({ form: id, visibleBy: saved.visibleBy }, saved.isNew ? 201 : 200) : saved.error;
  })

  .delete('/:formId', async (c) => {
    const id = parseFormId(c.req.param('formId'));
    const text = id && (await c.env.FORMS.get(id));
    if (!id || text === null) return problem(c, 'form_not_found');
    await c.env.FORMS.delete(id);
    forgetConfig(id);
    const account = c.get('settings').accounts.get(summarise(text ?? null)?.enterprise ?? '');
    if (account) await callAccount(c.env, account, (object) => object.endDrift(id));
    return c.body(null, 204);
  });

/** Keeps a configuration, exactly as it was written, order and all: it is the publisher's document. */
export async function saveForm(
  c: Context<AppEnv>,
  id: FormId,
  document: unknown,
): Promise<{ ok: true; visibleBy: string; isNew: boolean } | { ok: false; error: Response }> {
  const parsed = parseFormConfig(document);
  if (!parsed.ok) return { ok: false, error: problem(c, 'invalid_configuration', { faults: parsed.error }) };
  const known = await c.env.FORMS.getWithMetadata<Summary>(id);
  const before = known.metadata ?? summarise(known.value);
  const faults = findAccountFaults(c.get('settings'), parsed.value.enterprise, before);
  if (faults.length > 0) return { ok: false, error: problem(c, 'invalid_configuration', { faults }) };
  const account = c.get('settings').accounts.get(parsed.value.enterprise);
  const misplaced = account && (await checkJurisdiction(c.env, account));
  if (misplaced) return { ok: false, error: problem(c, 'misconfigured', { detail: misplaced }) };
  await c.env.FORMS.put(id, JSON.stringify(document), { metadata: toSummary(parsed.value) });
  forgetConfig(id);
  const visibleBy = new Date(Date.now() + VISIBLE_AFTER_MS).toISOString();
  return { ok: true, visibleBy, isNew: known.value === null };
}

/** KV's metadata holds 1,024 bytes. */
const TITLE_MAX = 70;

/** The title goes as a URI component: metadata travels in a header, where only ASCII is safe. */
function toSummary({ enterprise, campaignId, formId, title }: FormConfig): Summary {
  const text = typeof title === 'string' ? title : Object.values(title ?? {})[0];
  const short = text && [...text.toWellFormed()].slice(0, TITLE_MAX).join('');
  return { enterprise, campaignId, formId, ...(short && { title: encodeURIComponent(short) }) };
}

function summarise(document: string | null): Summary | null {
  try {
    const parsed = parseFormConfig(JSON.parse(document ?? ''));
    return parsed.ok ? toSummary(parsed.value) : null;
  } catch {
    return null;
  }
}

const readTitle = ({ title }: Summary): { title?: string } => (title ? { title: decodeURIComponent(title) } : {});

function findAccountFaults({ accounts }: Settings, enterprise: string, before: Summary | null) {
  const path = 'enterprise';
  if (before && before.enterprise !== enterprise) {
    return [
      { path, message: `This form belongs to "${before.enterprise}", and its leads lie there: make a new form.` },
    ];
  }
  return accounts.has(enterprise) ? [] : [{ path, message: 'CONVERTR_ACCOUNTS has no such account.' }];
}

import { Hono } from 'hono';
import * as v from 'valibot';
import { callAccount } from '../../account/client.ts';
import { parseFormConfig } from '../../forms/configuration/config.ts';
import { findDrift } from '../../forms/configuration/drift.ts';
import { parseFormId } from '../../forms/configuration/form-id.ts';
import { createDefinition } from '../../forms/definition.ts';
import { resolveForm } from '../../forms/form.ts';
import { negotiateLocale } from '../../forms/language/locale.ts';
import type { AppEnv } from '../app-env.ts';
import { problem } from '../problem.ts';
import { readJson } from './json.ts';

/** The part of a configuration that leads to Convertr's fields, whatever is wrong with the rest. */
const targetSchema = v.object({ enterprise: v.string(), campaignId: v.number(), formId: v.number() });

/** `POST /v1/admin/preview`: a configuration as it would be drawn. Nothing is saved. */
export const adminPreview = new Hono<AppEnv>().post('/', async (c) => {
  const body = await readJson(c);
  if (!body.ok) return body.error;
  const target = v.safeParse(targetSchema, body.value);
  const account = target.success ? c.get('settings').accounts.get(target.output.enterprise) : undefined;
  const config = parseFormConfig(body.value);
  const faults = config.ok ? [] : config.error;
  if (!target.success || !account) {
    const missing = { path: 'enterprise', message: 'CONVERTR_ACCOUNTS has no such account.' };
    return c.json({ definition: null, faults: faults.length > 0 ? faults : [missing], inferred: [], drift: null });
  }
  const { campaignId, formId } = target.output;
  // From the object itself: KV's copy may be a minute behind what an operator has just adopted.
  const facts = await callAccount(c.env, account, (object) => object.campaign(campaignId));
  const listed = (facts.ok ? facts.value : null)?.forms.find((form) => form.formId === formId)?.fields ?? null;
  const asked = c.req.query('locale');
  const form = config.ok ? config.value.locale : undefined;
  const locale = negotiateLocale({
    ...(asked && { asked }),
    ...(form && { form }),
    ...(config.ok && { texts: config.value }),
  });
  const bare = { enterprise: account.enterprise, campaignId, formId, origins: [] };
  const id = parseFormId('preview');
  if (!id) return problem(c, 'internal');
  const definition =
    config.ok &&
    createDefinition({
      formId: id,
      config: config.value,
      resolved: resolveForm({ config: config.value, listed, locale }),
      locale,
      closed: false,
      ticket: '',
    });
  return c.json({
    definition: definition || null,
    faults,
    /** What the names alone say: the words that a blank setting stands for. */
    inferred: resolveForm({ config: bare, listed, locale }).fields,
    listed: listed !== null,
    drift: config.ok && listed ? findDrift(config.value, listed) : null,
  });
});

import { Hono } from 'hono';
import * as v from 'valibot';
import { callAccount } from '../../../account/client.ts';
import type { ConvertrForm } from '../../../convertr/outcome.ts';
import { convertrIdSchema, type FormConfig, parseFormConfig } from '../../../forms/configuration/config.ts';
import { findDrift } from '../../../forms/configuration/drift.ts';
import type { FormId } from '../../../forms/configuration/form-id.ts';
import { createDefinition } from '../../../forms/definition.ts';
import { resolveForm } from '../../../forms/form.ts';
import { negotiateLocale } from '../../../forms/language/locale.ts';
import { NO_ACCOUNT } from '../../../settings/account-words.ts';
import type { AppEnv } from '../../app-env.ts';
import { jsonBody } from '../../json-body.ts';
import { findFormWarnings } from './form-warnings.ts';

/** The keys that are needed for Convertr's fields, even if others are wrong. */
const targetSchema = v.object({ enterprise: v.string(), campaignId: convertrIdSchema, formId: convertrIdSchema });

/** `POST /v1/admin/preview`: a configuration as the page would render it. Nothing is saved. */
export const adminPreview = new Hono<AppEnv>().post('/', jsonBody(v.unknown()), async (c) => {
  const body = c.req.valid('json');
  const target = v.safeParse(targetSchema, body);
  const account = target.success ? c.get('settings').accounts.get(target.output.enterprise) : undefined;
  const parsed = parseFormConfig(body);
  const faults = parsed.ok ? [] : parsed.error;
  if (!target.success || !account) {
    const missing = { path: 'enterprise', message: NO_ACCOUNT };
    const shown = faults.length > 0 ? faults : [missing];
    return c.json({ definition: null, faults: shown, warnings: [], inferred: [], drift: null });
  }
  const { campaignId, formId } = target.output;
  // From the object itself, because KV's copy may lack what an operator has just adopted.
  const facts = await callAccount(c.env, account, (object) => object.campaign(campaignId));
  const hints = (facts.ok ? facts.value : null)?.forms.find((form) => form.formId === formId);
  const listed = hints?.fields ?? null;
  const config = parsed.ok ? parsed.value : undefined;
  const locale = negotiateLocale({ asked: c.req.query('locale'), form: config?.locale, texts: config });
  const bare = { enterprise: account.enterprise, campaignId, formId, origins: [] };
  return c.json({
    definition: config ? buildPreview(config, hints, locale) : null,
    faults,
    warnings: config ? await findFormWarnings(c, config) : [],
    /** Settings inferred from the names alone, which the console shows where a setting is blank. */
    inferred: resolveForm({ config: bare, listed, hints, locale }).fields,
    listed: listed !== null,
    drift: config && listed ? findDrift(config, listed) : null,
  });
});

function buildPreview(config: FormConfig, hints: ConvertrForm | undefined, locale: string) {
  const resolved = resolveForm({ config, listed: hints?.fields ?? null, hints, locale });
  return createDefinition({ formId: 'preview' as FormId, config, resolved, locale, closed: false, ticket: '' });
}

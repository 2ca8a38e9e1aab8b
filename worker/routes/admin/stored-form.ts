import type { Context } from 'hono';
import { type FormConfig, parseFormConfig } from '../../forms/configuration/config.ts';
import { type FormId, parseFormId } from '../../forms/configuration/form-id.ts';
import type { AccountSettings } from '../../settings/accounts.ts';
import type { AppEnv } from '../app-env.ts';
import { problem } from '../problem.ts';

export interface StoredForm {
  id: FormId;
  config: FormConfig;
  /** As it was written. */
  document: Record<string, unknown>;
  account: AccountSettings;
}

/** A form as it is in KV now, or the answer that says why there is none. */
export async function readStoredForm(
  c: Context<AppEnv>,
): Promise<{ ok: true; value: StoredForm } | { ok: false; error: Response }> {
  const id = parseFormId(c.req.param('formId'));
  const document = id && (await c.env.FORMS.get<Record<string, unknown>>(id, 'json'));
  if (!id || !document) return { ok: false, error: problem(c, 'form_not_found') };
  const config = parseFormConfig(document);
  if (!config.ok) return { ok: false, error: problem(c, 'invalid_configuration', { faults: config.error }) };
  const account = c.get('settings').accounts.get(config.value.enterprise);
  if (account) return { ok: true, value: { id, config: config.value, document, account } };
  const faults = [{ path: 'enterprise', message: 'CONVERTR_ACCOUNTS has no such account.' }];
  return { ok: false, error: problem(c, 'invalid_configuration', { faults }) };
}

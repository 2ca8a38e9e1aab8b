import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { parseFormConfig } from '../../../forms/configuration/config.ts';
import { parseFormId } from '../../../forms/configuration/form-id.ts';
import { NO_ACCOUNT } from '../../../settings/account-words.ts';
import type { AppEnv } from '../../app-env.ts';
import type { ConfiguredForm } from '../../form-source.ts';
import { ProblemError } from '../../problem.ts';
import { readVersion } from './form-version.ts';

export interface StoredForm extends ConfiguredForm {
  /** The configuration as it was written. */
  document: Record<string, unknown>;
  etag: string;
}

/** The form in the path, as it is now. */
export const withStoredForm = createMiddleware<AppEnv>(async (c, next) => {
  c.set('storedForm', await readStoredForm(c));
  return next();
});

async function readStoredForm(c: Context<AppEnv>): Promise<StoredForm> {
  const id = parseFormId(c.req.param('formId'));
  const version = id && (await readVersion(c, id));
  if (!id || !version) throw new ProblemError('form_not_found');
  const document: Record<string, unknown> = JSON.parse(version.document);
  const config = parseFormConfig(document);
  if (!config.ok) throw new ProblemError('invalid_configuration', { faults: config.error });
  const account = c.get('settings').accounts.get(config.value.enterprise);
  if (account) return { id, config: config.value, document, etag: version.etag, account };
  throw new ProblemError('invalid_configuration', { faults: [{ path: 'enterprise', message: NO_ACCOUNT }] });
}

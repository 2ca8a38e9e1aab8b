import type { Context } from 'hono';
import type { Fault, FormConfig } from '../../../forms/configuration/config.ts';
import { findWarnings } from '../../../forms/configuration/config-warnings.ts';
import type { AppEnv } from '../../app-env.ts';
import { findSuccessor } from '../../public/closed-form.ts';

/**
 * Settings that can be saved, although hardly intended. A missing form is not an error, because it may be created
 * later.
 */
export async function findFormWarnings(c: Context<AppEnv>, config: FormConfig): Promise<Fault[]> {
  const { obstacle } = await findSuccessor(c, config, config.origins);
  const message = `${obstacle} Visitors see the message instead.`;
  return [...findWarnings(config), ...(obstacle ? [{ path: 'closedForm', message }] : [])];
}

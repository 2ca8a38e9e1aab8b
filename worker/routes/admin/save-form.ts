import type { Context } from 'hono';
import { checkJurisdiction } from '../../account/client.ts';
import { type Fault, type FormConfig, parseFormConfig } from '../../forms/configuration/config.ts';
import type { FormId } from '../../forms/configuration/form-id.ts';
import type { Settings } from '../../settings/settings.ts';
import type { AppEnv } from '../app-env.ts';
import { forgetConfig } from '../form-source.ts';
import { ProblemError } from '../problem.ts';
import { type FormSummary, summarise, toSummary } from './form-summary.ts';
import { NO_ACCOUNT } from './with-account.ts';

/** KV may answer from a cache for 60 s, and the Worker keeps a configuration for 30 s. */
const VISIBLE_AFTER_MS = 90_000;

/** KV takes one write a second for each key. */
const KV_RETRY_SECONDS = 2;
const NOT_SAVED = 'The form could not be saved. It may have been saved a moment before: try again.';

/** Saves a configuration exactly as it was written: it is the publisher's document. */
export async function saveForm(
  c: Context<AppEnv>,
  id: FormId,
  document: unknown,
): Promise<{ visibleBy: string; isNew: boolean }> {
  const parsed = parseFormConfig(document);
  if (!parsed.ok) throw new ProblemError('invalid_configuration', { faults: parsed.error });
  const known = await c.env.FORMS.getWithMetadata<FormSummary>(id);
  await checkAccount(c, parsed.value, known.metadata ?? summarise(known.value));
  await c.env.FORMS.put(id, JSON.stringify(document), { metadata: toSummary(parsed.value) }).catch(() => {
    throw new ProblemError('unavailable', { detail: NOT_SAVED, retryAfter: KV_RETRY_SECONDS });
  });
  forgetConfig(id);
  const visibleBy = new Date(Date.now() + VISIBLE_AFTER_MS).toISOString();
  return { visibleBy, isNew: known.value === null };
}

async function checkAccount(c: Context<AppEnv>, { enterprise }: FormConfig, before: FormSummary | null): Promise<void> {
  const faults = findAccountFaults(c.get('settings'), enterprise, before);
  if (faults.length > 0) throw new ProblemError('invalid_configuration', { faults });
  const account = c.get('settings').accounts.get(enterprise);
  const misplaced = account && (await checkJurisdiction(c.env, account));
  if (misplaced) throw new ProblemError('misconfigured', { detail: misplaced });
}

function findAccountFaults({ accounts }: Settings, enterprise: string, before: FormSummary | null): Fault[] {
  const path = 'enterprise';
  if (before && before.enterprise !== enterprise) {
    const message = `This form belongs to "${before.enterprise}", and its leads lie there: make a new form.`;
    return [{ path, message }];
  }
  return accounts.has(enterprise) ? [] : [{ path, message: NO_ACCOUNT }];
}

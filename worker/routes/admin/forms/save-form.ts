import type { Context } from 'hono';
import { callAccount, checkJurisdiction } from '../../../account/client.ts';
import type { FormSave } from '../../../account-api.ts';
import { type Fault, type FormConfig, parseFormConfig } from '../../../forms/configuration/config.ts';
import type { FormId } from '../../../forms/configuration/form-id.ts';
import { NO_ACCOUNT } from '../../../settings/account-words.ts';
import type { Settings } from '../../../settings/settings.ts';
import { isWebhookUrl, usableTargets } from '../../../webhooks/target.ts';
import type { AppEnv } from '../../app-env.ts';
import { ProblemError } from '../../problem.ts';
import { type FormSummary, toSummary } from './form-summary.ts';
import { readFromKv, replaceVersion, toVersion } from './form-version.ts';
import { findFormWarnings } from './form-warnings.ts';

/** KV may answer from a cache for 60 s, and the Worker keeps a configuration for 30 s. */
const VISIBLE_AFTER_MS = 90_000;

interface Save {
  document: unknown;
  expected: FormSave['expected'];
}

/** Saves a configuration exactly as it was written: it is the publisher's document. */
export async function saveForm(
  c: Context<AppEnv>,
  id: FormId,
  { document, expected }: Save,
): Promise<{ visibleBy: string; isNew: boolean; warnings: Fault[] }> {
  const parsed = parseFormConfig(document, id);
  if (!parsed.ok) throw new ProblemError('invalid_configuration', { faults: parsed.error });
  const { stored, summary } = await readFromKv(c, id);
  await checkAccount(c, parsed.value, summary);
  checkWebhooks(c, parsed.value);
  const { isNew } = await replaceVersion(c, {
    form: id,
    account: c.get('settings').accounts.get(parsed.value.enterprise),
    stored,
    next: await toVersion(JSON.stringify(document)),
    expected,
    metadata: toSummary(parsed.value),
  });
  await tellWebhooks(c, id, parsed.value, stored?.document ?? null);
  await tellChange(c, id, parsed.value);
  const visibleBy = new Date(Date.now() + VISIBLE_AFTER_MS).toISOString();
  return { visibleBy, isNew, warnings: await findFormWarnings(c, parsed.value) };
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
    const message = `This form belongs to "${before.enterprise}", and its leads are stored there. Create a new form.`;
    return [{ path, message }];
  }
  return accounts.has(enterprise) ? [] : [{ path, message: NO_ACCOUNT }];
}

function checkWebhooks(c: Context<AppEnv>, { webhooks = [] }: FormConfig): void {
  const faults: Fault[] = webhooks.flatMap(({ url }, index) =>
    isWebhookUrl(url, c.req.url)
      ? []
      : [{ path: `webhooks[${index}].url`, message: 'Only a Worker on this machine can send to http.' }],
  );
  if (webhooks.length > 0 && !c.get('settings').webhookSecret) {
    faults.push({ path: 'webhooks', message: 'Set the secret WEBHOOK_SECRET first: it signs what is sent.' });
  }
  if (faults.length > 0) throw new ProblemError('invalid_configuration', { faults });
}

/** A removed receiver gets no more messages, not even about older leads. */
async function tellWebhooks(
  c: Context<AppEnv>,
  id: FormId,
  { enterprise, webhooks = [] }: FormConfig,
  before: string | null,
): Promise<void> {
  const account = c.get('settings').accounts.get(enterprise);
  // For a form without receivers the object is not called, because it may not exist yet.
  if (!account || (webhooks.length === 0 && !before?.includes('"webhooks"'))) return;
  const targets = usableTargets(webhooks, c.req.url);
  await callAccount(c.env, account, (object) => object.setWebhooks(id, targets));
}

/** Alerts that the change fixes end immediately. */
async function tellChange(
  c: Context<AppEnv>,
  form: FormId,
  { enterprise, origins, closedForm }: FormConfig,
): Promise<void> {
  const account = c.get('settings').accounts.get(enterprise);
  const change = { form, saved: { origins, closedForm } };
  if (account) await callAccount(c.env, account, (object) => object.formChanged(change), { once: true });
}

/** Which version of a form's configuration counts, and how the next one replaces it. */
import type { Context } from 'hono';
import { callAccount } from '../../../account/client.ts';
import type { FormSave, FormSaveResult, FormVersion } from '../../../account-api.ts';
import { type Change, diffDocuments } from '../../../forms/configuration/diff.ts';
import type { FormId } from '../../../forms/configuration/form-id.ts';
import type { AccountSettings } from '../../../settings/accounts.ts';
import type { AppEnv } from '../../app-env.ts';
import { ACCOUNT_RETRY_SECONDS } from '../../call-account.ts';
import { createStrongEtag } from '../../etag.ts';
import { forgetConfig } from '../../form-source.ts';
import { ProblemError } from '../../problem.ts';
import { type FormSummary, summarise } from './form-summary.ts';

/** An operator waits for it, and KV alone is nearly always right. */
const VERSION_DEADLINE_MS = 2000;

export const toVersion = async (document: string): Promise<NonNullable<FormVersion>> => ({
  etag: await createStrongEtag(document),
  document,
});

/** KV's version, with the account that it belongs to. */
export async function readFromKv(c: Context<AppEnv>, id: FormId) {
  const { value, metadata } = await c.env.FORMS.getWithMetadata<FormSummary>(id);
  const summary = metadata ?? summarise(value);
  const account = c.get('settings').accounts.get(summary?.enterprise ?? '');
  return { stored: value === null ? null : await toVersion(value), summary, account };
}

/** The version that counts, even while KV still answers with an older one. */
export async function readVersion(c: Context<AppEnv>, id: FormId): Promise<FormVersion> {
  const { stored, account } = await readFromKv(c, id);
  if (!account) return stored;
  const options = { deadlineMs: VERSION_DEADLINE_MS };
  const known = await callAccount(c.env, account, (object) => object.formVersion(id, stored), options);
  return known.ok ? known.value : stored;
}

interface Replacement extends FormSave {
  form: FormId;
  /** Undefined if it is no longer configured. */
  account: AccountSettings | undefined;
  metadata?: FormSummary;
}

/** Replaces a version. @throws `precondition_failed` with what has changed. */
export async function replaceVersion(
  c: Context<AppEnv>,
  { account, metadata, ...save }: Replacement,
): Promise<{ isNew: boolean }> {
  const { form, next, expected } = save;
  const result = account ? await askObject(c, account, save) : undefined;
  if (result?.kind === 'changed') throw toChanged(result, save);
  try {
    await (next ? c.env.FORMS.put(form, next.document, { metadata: metadata ?? null }) : c.env.FORMS.delete(form));
  } catch {
    if (account) await callAccount(c.env, account, (object) => object.forgetForm(form, next));
    const detail = 'KV did not accept the change.';
    throw new ProblemError('unavailable', { detail, retryAfter: ACCOUNT_RETRY_SECONDS });
  }
  forgetConfig(form);
  if (next) c.header('ETag', next.etag);
  return { isNew: result?.isNew ?? (expected === 'absent' || save.stored === null) };
}

/**
 * Without a condition a form can be saved while the account's object is down, because its leads do not depend on it.
 */
async function askObject(c: Context<AppEnv>, account: AccountSettings, save: FormSave) {
  const asked = await callAccount(c.env, account, (object) => object.saveForm(save));
  if (asked.ok) return asked.value;
  if (save.expected === undefined) return undefined;
  const detail = 'The account isn’t responding, so nobody can tell whether the form has changed.';
  throw new ProblemError('unavailable', { detail, retryAfter: ACCOUNT_RETRY_SECONDS });
}

function toChanged(
  { current, base }: Extract<FormSaveResult, { kind: 'changed' }>,
  { expected, next }: FormSave,
): ProblemError {
  const detail = describe(current, expected);
  const changes = current ? compare(base ?? next?.document ?? current.document, current.document) : [];
  return new ProblemError('precondition_failed', {
    detail,
    changed: changes.map(({ what }) => what),
    changes,
    current: current && parse(current.document),
    headers: current ? { ETag: current.etag } : {},
  });
}

function describe(current: FormVersion, expected: FormSave['expected']): string {
  if (expected === 'absent') return 'A form with this id already exists.';
  return current ? 'Somebody else has changed this form since you read it.' : 'Somebody else has deleted this form.';
}

const compare = (before: string, after: string): Change[] => diffDocuments(parse(before), parse(after));

/** A document that was written to KV directly may be anything. */
function parse(document: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(document));
  } catch {
    return {};
  }
}

import { type Context, Hono } from 'hono';
import { callAccount } from '../../../account/client.ts';
import { adoptFields, findDrift } from '../../../forms/configuration/drift.ts';
import type { AppEnv } from '../../app-env.ts';
import { ProblemError } from '../../problem.ts';
import { saveForm } from '../forms/save-form.ts';
import { type StoredForm, withStoredForm } from '../forms/with-stored-form.ts';

const CONVERTR_RETRY_SECONDS = 15;

/** `/v1/admin/forms/{id}/drift` */
export const adminDrift = new Hono<AppEnv>()
  // `?fresh` asks Convertr now instead of using what was known minutes ago.
  .get('/:formId/drift', withStoredForm, async (c) => {
    const listed = await readListed(c, c.get('storedForm'), c.req.query('fresh') !== undefined);
    return c.json(findDrift(c.get('storedForm').config, listed));
  })

  .post('/:formId/drift', withStoredForm, async (c) => {
    const { account, config, document, etag, id } = c.get('storedForm');
    const listed = await readListed(c, c.get('storedForm'), true);
    if (!listed) throw new ProblemError('not_found', { detail: 'Convertr no longer lists this form.' });
    const drift = findDrift(config, listed);
    const fields = drift.fits ? config.fields : adoptFields(config.fields ?? [], drift, listed);
    if (!drift.fits) await saveForm(c, id, { document: { ...document, fields }, expected: [etag] });
    await callAccount(c.env, account, (object) => object.endDrift(id));
    return c.json({ ...findDrift({ ...config, fields }, listed), form: id });
  });

/** Convertr's names for the form, or null if it lists no form with that number. */
async function readListed(
  c: Context<AppEnv>,
  { config, account }: StoredForm,
  fresh: boolean,
): Promise<string[] | null> {
  const asked = await callAccount(c.env, account, async (object) => {
    if (!fresh) return object.campaign(config.campaignId);
    const refreshed = await object.refreshCampaign(config.campaignId);
    return refreshed.ok ? refreshed.value : null;
  });
  if (asked.ok && asked.value) {
    return asked.value.forms.find(({ formId }) => formId === config.formId)?.fields ?? null;
  }
  const detail = 'Convertr did not return its fields. Check the account’s login.';
  throw new ProblemError('unavailable', { detail, retryAfter: CONVERTR_RETRY_SECONDS });
}

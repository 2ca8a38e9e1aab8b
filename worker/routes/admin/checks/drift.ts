import { type Context, Hono } from 'hono';
import { callAccount } from '../../../account/client.ts';
import { adoptFields, type Drift, findDrift } from '../../../forms/configuration/drift.ts';
import type { AppEnv } from '../../app-env.ts';
import { problem } from '../../problem.ts';
import { saveForm } from '../forms.ts';
import { readStoredForm, type StoredForm } from '../stored-form.ts';

/** `/v1/admin/forms/{id}/drift` */
export const adminDrift = new Hono<AppEnv>()
  // `?fresh` asks Convertr now instead of taking what was known minutes ago.
  .get('/:formId/drift', async (c) => {
    const form = await readStoredForm(c);
    if (!form.ok) return form.error;
    const listed = await readListed(c, form.value, c.req.query('fresh') !== undefined);
    return listed.ok ? c.json(findDrift(form.value.config, listed.value)) : listed.error;
  })

  .post('/:formId/drift', async (c) => {
    const form = await readStoredForm(c);
    if (!form.ok) return form.error;
    const { account, config, document, id } = form.value;
    const endAlert = () => callAccount(c.env, account, (object) => object.endDrift(id));
    const listed = await readListed(c, form.value, true);
    if (!listed.ok) return listed.error;
    const drift: Drift = findDrift(config, listed.value);
    if (!listed.value) return problem(c, 'not_found', { detail: 'Convertr lists no such form any more.' });
    if (drift.fits) {
      await endAlert();
      return c.json({ ...drift, form: id });
    }
    const fields = adoptFields(config.fields ?? [], drift, listed.value);
    const saved = await saveForm(c, id, { ...document, fields });
    if (!saved.ok) return saved.error;
    await endAlert();
    return c.json({ ...findDrift({ ...config, fields }, listed.value), form: id });
  });

/** Convertr's names of the form; null when it lists no form of that number. */
async function readListed(
  c: Context<AppEnv>,
  { config, account }: StoredForm,
  fresh: boolean,
): Promise<{ ok: true; value: string[] | null } | { ok: false; error: Response }> {
  const asked = await callAccount(c.env, account, async (object) => {
    if (!fresh) return object.campaign(config.campaignId);
    const refreshed = await object.refreshCampaign(config.campaignId);
    return refreshed.ok ? refreshed.value : null;
  });
  if (!asked.ok || !asked.value) {
    const detail = 'Convertr could not be asked for its fields. Look at the account’s login.';
    return { ok: false, error: problem(c, 'unavailable', { detail, retryAfter: 15 }) };
  }
  return { ok: true, value: asked.value.forms.find(({ formId }) => formId === config.formId)?.fields ?? null };
}

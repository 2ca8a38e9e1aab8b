import { Hono } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { callAccountOrThrow } from '../../call-account.ts';
import { findSuccessor } from '../../public/closed-form.ts';
import { withStoredForm } from '../forms/with-stored-form.ts';
import { checkIds, checkLastLead, checkLogin, checkPlace, checkStuck, checkTurnstile } from './account-checks.ts';
import { checkCampaign, checkClosedForm } from './campaign-checks.ts';
import { checkOrigins } from './origin-checks.ts';

/** `GET /v1/admin/forms/{id}/doctor`: what would stop a form from working, line by line. */
export const adminDoctor = new Hono<AppEnv>().get('/:formId/doctor', withStoredForm, async (c) => {
  const { id, config, account } = c.get('storedForm');
  const answers = await callAccountOrThrow(c, account, async (object) => {
    // This call may log in, so it precedes the account's state, which includes the login.
    const campaign = await object.refreshCampaign(config.campaignId);
    return {
      campaign,
      known: await object.campaign(config.campaignId),
      state: await object.account(),
      last: await object.leads({ form: id, limit: 1 }),
      stuck: await object.retryAll({ form: id }, 0),
    };
  });
  const own = new URL(c.req.url).origin;
  const lines = [
    ...checkLogin(answers.state),
    ...checkIds(answers.state, id),
    ...checkPlace(account, own),
    ...checkCampaign(config, answers.campaign, answers.known),
    ...checkClosedForm(config, (await findSuccessor(c, config, config.origins)).obstacle),
    ...(await checkOrigins(config.origins, { own, turnstile: config.turnstile !== undefined })),
    ...checkTurnstile(config, c.get('settings').turnstileSecret !== undefined),
    ...checkStuck(answers.stuck.remaining),
    ...checkLastLead(answers.last.leads[0]),
  ];
  return c.json({ form: id, healthy: lines.every(({ ok }) => ok), lines });
});

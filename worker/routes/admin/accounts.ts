import { Hono } from 'hono';
import * as v from 'valibot';
import { callAccount, checkJurisdiction, ONCE } from '../../account/client.ts';
import type { AppEnv } from '../app-env.ts';
import { problem } from '../problem.ts';
import { readJson } from './json.ts';

const mfaSchema = v.union([
  v.strictObject({ code: v.pipe(v.string(), v.trim(), v.regex(/^[\w-]{3,20}$/)) }),
  v.strictObject({ resend: v.literal(true) }),
]);

/** `/v1/admin/accounts` */
export const adminAccounts = new Hono<AppEnv>()
  .get('/', async (c) => {
    const accounts = await Promise.all(
      [...c.get('settings').accounts.values()].map(async (account) => {
        const state = await callAccount(c.env, account, (object) => object.account());
        return state.ok ? state.value : { enterprise: account.enterprise, unreachable: true };
      }),
    );
    return c.json({ accounts });
  })

  .get('/:enterprise', async (c) => {
    const account = c.get('settings').accounts.get(c.req.param('enterprise'));
    if (!account) return problem(c, 'not_found', { detail: 'CONVERTR_ACCOUNTS has no such account.' });
    const misplaced = await checkJurisdiction(c.env, account);
    if (misplaced) return problem(c, 'misconfigured', { detail: misplaced });
    const state = await callAccount(c.env, account, (object) => object.account());
    return state.ok ? c.json(state.value) : problem(c, 'unavailable', { retryAfter: 5 });
  })

  .post('/:enterprise/mfa', async (c) => {
    const account = c.get('settings').accounts.get(c.req.param('enterprise'));
    if (!account) return problem(c, 'not_found', { detail: 'CONVERTR_ACCOUNTS has no such account.' });
    const body = await readJson(c);
    if (!body.ok) return body.error;
    const parsed = v.safeParse(mfaSchema, body.value);
    if (!parsed.success)
      return problem(c, 'malformed', { detail: 'Send {"code":"…"} with the code from the text message.' });
    const code = 'code' in parsed.output ? parsed.output.code : undefined;
    // Each try may send a text message.
    const result = await callAccount(c.env, account, (object) => object.mfa(code), ONCE);
    if (!result.ok || result.value.kind === 'unreachable') {
      return problem(c, 'unavailable', {
        detail: 'Convertr could not be asked. Try again in a minute.',
        retryAfter: 60,
      });
    }
    if (result.value.kind === 'not_waiting') {
      return problem(c, 'wrong_state', { detail: 'This account does not wait for a code.' });
    }
    return result.value.kind === 'accepted'
      ? c.json({ accepted: true })
      : problem(c, 'code_refused', { detail: 'Convertr did not take the code. Check it, or ask for a new one.' });
  })

  .get('/:enterprise/campaigns/:campaignId', async (c) => {
    const account = c.get('settings').accounts.get(c.req.param('enterprise'));
    const id = c.req.param('campaignId');
    if (!account || !/^[1-9]\d{0,14}$/.test(id)) return problem(c, 'not_found');
    const facts = await callAccount(c.env, account, (object) => object.refreshCampaign(Number(id)));
    if (!facts.ok) return problem(c, 'unavailable', { retryAfter: 5 });
    if (facts.value.ok) return c.json(facts.value.value);
    if (facts.value.error === 'not_found') {
      return problem(c, 'not_found', { detail: 'Convertr knows no such campaign for this account.' });
    }
    return problem(c, 'unavailable', {
      detail: CAMPAIGN_FAULTS[facts.value.error] ?? 'Convertr could not be asked.',
      reason: facts.value.error,
      retryAfter: 15,
    });
  });

const CAMPAIGN_FAULTS: Record<string, string> = {
  mfa: 'Convertr asks for a code from a text message first.',
  denied: 'Convertr refuses the username or password. Correct CONVERTR_ACCOUNTS.',
  refused: 'Convertr refuses to list the fields of this campaign.',
  unauthorized: 'Convertr refused the token. It is asked for a new one.',
  rate_limited: 'The request budget is used up. Try again in a few minutes.',
  unavailable: 'Convertr does not answer. Try again in a minute.',
};

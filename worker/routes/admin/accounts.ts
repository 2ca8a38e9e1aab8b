import { Hono } from 'hono';
import * as v from 'valibot';
import { callAccount, checkJurisdiction } from '../../account/client.ts';
import type { LoginResult, MfaResult } from '../../account-api.ts';
import { countKept } from '../../overflow/client.ts';
import { LOGIN_SECRETS, PASSWORD_SECRET } from '../../settings/account-words.ts';
import type { AppEnv } from '../app-env.ts';
import { callAccountOrThrow } from '../call-account.ts';
import { jsonBody } from '../json-body.ts';
import { ProblemError } from '../problem.ts';
import { withAccount } from './with-account.ts';

export const mfaSchema = v.union([
  v.strictObject({ code: v.pipe(v.string(), v.trim(), v.regex(/^[\w-]{3,20}$/)) }),
  v.strictObject({ resend: v.literal(true) }),
]);
const MFA_HINT = 'Send {"code":"…"} with the code from the text message.';
const CONVERTR_RETRY_SECONDS = 15;
const MFA_RETRY_SECONDS = 60;

/** `/v1/admin/accounts` */
export const adminAccounts = new Hono<AppEnv>()
  .get('/', async (c) => {
    const accounts = await Promise.all(
      [...c.get('settings').accounts.values()].map(async (account) => {
        const { enterprise } = account;
        const [state, overflow] = await Promise.all([
          callAccount(c.env, account, (object) => object.account()),
          countKept(c.env, account),
        ]);
        return state.ok ? { ...state.value, overflow } : { enterprise, unreachable: true, overflow };
      }),
    );
    return c.json({ accounts });
  })

  .get('/:enterprise', withAccount, async (c) => {
    const account = c.get('account');
    const misplaced = await checkJurisdiction(c.env, account);
    if (misplaced) throw new ProblemError('misconfigured', { detail: misplaced });
    const state = await callAccountOrThrow(c, account, (object) => object.account());
    return c.json({ ...state, overflow: await countKept(c.env, account) });
  })

  .post('/:enterprise/login', withAccount, async (c) => {
    // Each refused login brings the account closer to being locked at Convertr.
    const result = await callAccount(c.env, c.get('account'), (object) => object.login(), { once: true });
    checkLogin(result.ok ? result.value.kind : 'unreachable');
    return c.json({ accepted: true });
  })

  .post('/:enterprise/mfa', withAccount, jsonBody(mfaSchema, MFA_HINT), async (c) => {
    const body = c.req.valid('json');
    const code = 'code' in body ? body.code : undefined;
    // Each attempt may send a text message.
    const result = await callAccount(c.env, c.get('account'), (object) => object.mfa(code), { once: true });
    checkMfa(result.ok ? result.value.kind : 'unreachable');
    return c.json({ accepted: true });
  })

  .get('/:enterprise/campaigns/:campaignId', withAccount, async (c) => {
    const id = c.req.param('campaignId');
    if (!/^[1-9]\d{0,14}$/.test(id)) throw new ProblemError('not_found');
    if (c.req.query('known') !== undefined) {
      const known = await callAccountOrThrow(c, c.get('account'), (object) => object.campaign(Number(id)));
      if (known) return c.json(known);
    }
    const facts = await callAccountOrThrow(c, c.get('account'), (object) => object.refreshCampaign(Number(id)));
    if (facts.ok) return c.json(facts.value);
    throw toCampaignProblem(id, facts.error);
  });

function checkLogin(kind: LoginResult['kind']): void {
  switch (kind) {
    case 'accepted':
      return;
    case 'denied':
      throw new ProblemError('wrong_state', { detail: CAMPAIGN_FAULTS.denied });
    case 'mfa':
      throw new ProblemError('wrong_state', { detail: CAMPAIGN_FAULTS.mfa });
    case 'unreachable':
      throw new ProblemError('unavailable', { detail: CAMPAIGN_FAULTS.unavailable, retryAfter: MFA_RETRY_SECONDS });
  }
}

function checkMfa(kind: MfaResult['kind']): void {
  switch (kind) {
    case 'accepted':
      return;
    case 'denied':
      throw new ProblemError('code_refused', {
        detail: 'That code didn’t work. Check it or request a new one.',
      });
    case 'not_waiting':
      throw new ProblemError('wrong_state', { detail: 'This account needs no code now.' });
    case 'unreachable':
      throw new ProblemError('unavailable', {
        detail: 'Convertr is not responding. Try again in a minute.',
        retryAfter: MFA_RETRY_SECONDS,
      });
  }
}

const CAMPAIGN_FAULTS = {
  mfa: 'Convertr needs a code from a text message first.',
  denied: `Convertr refuses the username or password. Correct ${LOGIN_SECRETS}.`,
  password_expired: `The password has expired. Set a new one at Convertr, then in ${PASSWORD_SECRET}.`,
  refused: 'Convertr refuses to list the fields of this campaign.',
  unauthorized: 'Convertr refused the token. Leadwire is signing in again.',
  rate_limited: 'The request budget is used up. Try again in a few minutes.',
  unavailable: 'Convertr is not responding. Try again in a minute.',
} as const satisfies Record<string, string>;

function toCampaignProblem(id: string, reason: string): ProblemError {
  if (reason === 'not_found') {
    return new ProblemError('not_found', { detail: `No campaign ${id} in this account.` });
  }
  const detail = (CAMPAIGN_FAULTS as Record<string, string>)[reason] ?? 'Convertr could not be asked.';
  return new ProblemError('unavailable', { detail, reason, retryAfter: CONVERTR_RETRY_SECONDS });
}

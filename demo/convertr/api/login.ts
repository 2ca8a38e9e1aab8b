import type { Context } from 'hono';
import { Hono } from 'hono';
import type { SimulatorEnv } from '../http/context.ts';
import { readPhpPost } from '../http/php-post.ts';
import { ENTERPRISES } from '../seeds/enterprises.ts';
import type { Enterprise } from '../state/model.ts';
import type { Simulator } from '../state/simulator.ts';
import { createSecret, TOKEN_LIFE_SECONDS } from '../state/tokens.ts';
import { isDisabled } from '../state/users.ts';
import { invalidGrant } from './errors.ts';

/** `POST /api/login` [doc]. The user determines the enterprise, because all enterprises share this host. */
export function createLogin(simulator: Simulator) {
  return new Hono<SimulatorEnv>().post('/api/login', async (c) => {
    const post = await readPhpPost(c.req);
    const read = (name: string) => {
      const value = post.get(name);
      return typeof value === 'string' ? value : '';
    };
    const [username, password] = [read('username'), read('password')];
    if (username === '' || password === '') return badRequest(c);

    const enterprise = ENTERPRISES.find((candidate) => candidate.username === username);
    if (enterprise) c.var.entry.enterprise = enterprise.name;
    const user = enterprise && simulator.users.find(enterprise.name);
    if (!enterprise || user?.password !== password) {
      if (enterprise && user) simulator.countWrongPassword(enterprise.name, user);
      // The status is [seen], the text [inferred].
      return c.json(invalidGrant('Invalid username and password combination'), 400);
    }
    const { mfa, refusedUserText, disableAfterDays } = simulator.settings;
    if (user.locked || isDisabled(user, simulator.clock.now(), disableAfterDays)) {
      return c.json(invalidGrant(refusedUserText), 400);
    }
    if (!mfa[enterprise.name]) return succeed(c, simulator, enterprise);
    return answerMfa(c, simulator, enterprise, { token: read('mfa_token'), code: read('mfa_code') });
  });
}

/** FOSOAuthServer's text [inferred]. */
const badRequest = (c: Context) =>
  c.json(
    { error: 'invalid_request', error_description: 'Missing parameters. "username" and "password" required' },
    400,
  );

function answerMfa(c: Context, simulator: Simulator, enterprise: Enterprise, given: { token: string; code: string }) {
  const now = simulator.clock.now();
  if (given.token === '' && given.code === '') {
    // Each attempt costs the user an SMS [doc]. The answer's status is [open], hence a setting.
    simulator.smsSent += 1;
    const body = {
      error: 'Mfa Required',
      error_description: 'Multifactor authentication required',
      mfa_token: simulator.tokens.challenge(enterprise.name, now),
    };
    return new Response(JSON.stringify(body), {
      status: simulator.settings.mfaStatus,
      headers: { 'Content-Type': 'application/json' },
    });
  }
  if (given.code !== enterprise.mfaCode || !simulator.tokens.hasChallenge(given.token, enterprise.name, now)) {
    // Undocumented [open].
    return c.json(invalidGrant('Invalid multifactor authentication code'), 400);
  }
  simulator.tokens.endChallenge(given.token);
  return succeed(c, simulator, enterprise);
}

/** Everything that the vendor's page shows [doc], including the client secret, so callers must not log it. */
function succeed(c: Context, simulator: Simulator, { name, userId, clientId, clientSecret }: Enterprise) {
  const expired = simulator.users.find(name)?.passwordExpired ?? false;
  const { token, expiresAt } = simulator.logIn(name);
  return c.json({
    access_token: token,
    expires_in: TOKEN_LIFE_SECONDS,
    token_type: 'bearer',
    scope: null,
    refresh_token: createSecret(),
    client_id: clientId,
    client_secret: clientSecret,
    user_id: userId,
    password_expired: expired || simulator.settings.passwordExpired,
    expires_ts: Math.floor(expiresAt / 1000),
  });
}

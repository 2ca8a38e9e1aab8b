import type { Context } from 'hono';
import { Hono } from 'hono';
import { invalidGrant } from './answers.ts';
import type { ConvertrEnv } from './env.ts';
import type { Enterprise } from './model.ts';
import { isUrlEncoded, parsePhpBody } from './php.ts';
import { ENTERPRISES } from './seeds.ts';
import { createSecret, TOKEN_LIFE_SECONDS } from './tokens.ts';
import type { World } from './world.ts';

/** `POST /api/login` [doc]. Who logs in decides the enterprise, for all of them share this host. */
export function createLogin(world: World) {
  return new Hono<ConvertrEnv>().post('/api/login', async (c) => {
    const post = parsePhpBody(isUrlEncoded(c.req.header('Content-Type')) ? await c.req.text() : '');
    const read = (name: string) => {
      const value = post.get(name);
      return typeof value === 'string' ? value : '';
    };
    const [username, password] = [read('username'), read('password')];
    if (username === '' || password === '') return badRequest(c);

    const enterprise = ENTERPRISES.find((candidate) => candidate.username === username);
    if (enterprise) c.var.entry.enterprise = enterprise.name;
    if (enterprise?.password !== password) {
      // The status is [seen], the text [inferred].
      return c.json(invalidGrant('Invalid username and password combination'), 400);
    }
    if (!world.settings.mfa[enterprise.name]) return succeed(c, world, enterprise);
    return answerMfa(c, world, enterprise, { token: read('mfa_token'), code: read('mfa_code') });
  });
}

/** FOSOAuthServer's text [inferred]. */
const badRequest = (c: Context) =>
  c.json(
    { error: 'invalid_request', error_description: 'Missing parameters. "username" and "password" required' },
    400,
  );

function answerMfa(c: Context, world: World, enterprise: Enterprise, given: { token: string; code: string }) {
  const now = world.clock.now();
  if (given.token === '' && given.code === '') {
    // Each attempt costs the user an SMS [doc]. The answer's status is [open], hence a setting.
    world.smsSent += 1;
    const body = {
      error: 'Mfa Required',
      error_description: 'Multifactor authentication required',
      mfa_token: world.tokens.challenge(enterprise.name, now),
    };
    return new Response(JSON.stringify(body), {
      status: world.settings.mfaStatus,
      headers: { 'Content-Type': 'application/json' },
    });
  }
  if (given.code !== enterprise.mfaCode || !world.tokens.hasChallenge(given.token, enterprise.name, now)) {
    // Undocumented [open].
    return c.json(invalidGrant('Invalid multifactor authentication code'), 400);
  }
  world.tokens.endChallenge(given.token);
  return succeed(c, world, enterprise);
}

/** All that the vendor's page shows [doc], the client secret among it: a caller must not log it. */
function succeed(c: Context, world: World, { name, userId }: Enterprise) {
  const { token, expiresAt } = world.issueToken(name);
  return c.json({
    access_token: token,
    expires_in: TOKEN_LIFE_SECONDS,
    token_type: 'bearer',
    scope: null,
    refresh_token: createSecret(),
    client_id: `${userId}_simulated`,
    client_secret: createSecret(),
    user_id: userId,
    password_expired: world.settings.passwordExpired,
    expires_ts: Math.floor(expiresAt / 1000),
  });
}

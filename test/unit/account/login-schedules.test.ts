import fc from 'fast-check';
import { test } from 'vitest';
import type { LoginOutcome } from '../../../worker/convertr/outcome.ts';
import { LoginModel } from './support/login-model.ts';

const OUTCOMES: LoginOutcome[] = [
  { kind: 'token', token: 't', expiresInMs: 3_600_000, passwordExpired: false },
  { kind: 'token', token: 't', expiresInMs: 3_600_000, passwordExpired: true },
  { kind: 'denied', status: 400 },
  { kind: 'denied', status: 400 },
  { kind: 'denied', status: 400 },
  { kind: 'unknown' },
  { kind: 'unavailable', status: 503 },
  { kind: 'password_expired' },
  { kind: 'mfa_required', mfaToken: 'm' },
];
/** Somebody has changed the password: without such schedules, a token comes before the account is near its lock. */
const REFUSALS: LoginOutcome[] = OUTCOMES.filter(({ kind }) => /^(denied|unknown|unavailable)$/.test(kind));
const pick = <T>(list: readonly T[], choice: number): T => list[choice % list.length] as T;
const RUNS = 50_000;

test(`in ${RUNS.toLocaleString('en')} schedules of refusals, expiries and deaths no refused token is used again, and no account locked`, () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(fc.nat(999), { minLength: 10, maxLength: 60, size: 'max' }),
      (isRefused, steps) => {
        const model = new LoginModel();
        const outcomes = isRefused ? REFUSALS : OUTCOMES;
        for (const step of steps) {
          const choice = Math.floor(step / 10);
          if (step % 10 < 4) model.login(pick(outcomes, choice), choice % 3 === 0);
          else if (step % 10 < 6) model.use(pick(['taken', 'refused', 'expired'] as const, choice));
          else if (step % 10 === 6) model.crash();
          else if (step % 10 < 9) model.now += pick([60_000, 3_700_000, 4_400_000], choice);
          else if (choice % 2 === 0) model.loginForPerson(pick(outcomes, choice));
          else model.newCredentials();
          model.check();
        }
      },
    ),
    { numRuns: RUNS },
  );
}, 120_000);

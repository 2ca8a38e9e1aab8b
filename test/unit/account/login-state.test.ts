import { describe, expect, test } from 'vitest';
import { afterLogin, beforeLogin, isLockedOut, NEVER_TRIED } from '../../../worker/account/upstream/login-state.ts';
import { isUsable, toToken } from '../../../worker/account/upstream/token.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

describe('a login', () => {
  test('that is refused is tried again after a minute, five, fifteen, an hour, and then never automatically', () => {
    let login = NEVER_TRIED;
    const gaps = [1, 2, 3, 4, 5].map(() => {
      login = afterLogin(login, { kind: 'denied', status: 400 }, NOW, 0);
      return (login.nextTryAt - NOW) / MINUTE;
    });
    expect(gaps).toEqual([1, 5, 15, 60, 60]);
    expect(login.state).toBe('denied');
    expect(isLockedOut(login)).toBe(true);
    const token = { kind: 'token', token: 't', expiresInMs: 1, passwordExpired: false } as const;
    expect(isLockedOut(afterLogin(login, token, NOW, 0))).toBe(false);
  });

  test('whose answer is lost counts as refused if the one before was', () => {
    const refused = afterLogin(beforeLogin(NEVER_TRIED), { kind: 'denied', status: 400 }, NOW, 0);
    let dies = refused;
    for (let n = 0; n < 4; n++) dies = beforeLogin(dies);
    expect(isLockedOut(dies)).toBe(true);
    let lost = refused;
    for (let n = 0; n < 4; n++) lost = afterLogin(beforeLogin(lost), { kind: 'unknown' }, NOW, 0);
    expect(isLockedOut(lost)).toBe(true);
    let away = refused;
    for (let n = 0; n < 9; n++) away = afterLogin(beforeLogin(away), { kind: 'unavailable', status: 503 }, NOW, 0);
    expect(away.refused).toBe(1);
    let never = NEVER_TRIED;
    for (let n = 0; n < 9; n++) never = afterLogin(beforeLogin(never), { kind: 'unknown' }, NOW, 0);
    expect(isLockedOut(never)).toBe(false);
  });

  test('that is not answered says nothing against the credentials', () => {
    const login = afterLogin(NEVER_TRIED, { kind: 'unknown' }, NOW, 0);
    expect(login).toMatchObject({ state: 'none', nextTryAt: NOW + 5000 });
  });

  test('that needs a code waits for one; nothing but a token ends that', () => {
    const waiting = afterLogin(NEVER_TRIED, { kind: 'mfa_required', mfaToken: 'm' }, NOW, 0, 'sealed');
    expect(waiting).toMatchObject({ state: 'mfa', mfaToken: 'sealed' });
    expect(afterLogin(waiting, { kind: 'unavailable', status: 503 }, NOW, 0).state).toBe('mfa');
    expect(afterLogin(waiting, { kind: 'unknown' }, NOW, 0)).toMatchObject({ state: 'mfa', mfaToken: 'sealed' });
    const token = { kind: 'token', token: 't', expiresInMs: 1, passwordExpired: true } as const;
    expect(afterLogin(waiting, token, NOW, 0)).toMatchObject({
      state: 'ok',
      mfaToken: null,
      failures: 0,
      passwordExpired: true,
    });
  });

  test('whose answer is lost waits for a person if the last one needed a code, because it may have sent another', () => {
    const waiting = afterLogin(NEVER_TRIED, { kind: 'mfa_required', mfaToken: 'm' }, NOW, 0, 'sealed');
    const token = { kind: 'token', token: 't', expiresInMs: 1, passwordExpired: false } as const;
    const withCode = afterLogin(waiting, token, NOW, 0);
    expect(afterLogin(withCode, { kind: 'unknown' }, NOW, 0)).toMatchObject({ state: 'mfa', mfaToken: null });
    expect(afterLogin(withCode, { kind: 'unavailable', status: 503 }, NOW, 0)).toMatchObject({ state: 'ok' });
    const withoutCode = afterLogin(withCode, token, NOW, 0);
    expect(afterLogin(withoutCode, { kind: 'unknown' }, NOW, 0)).toMatchObject({ state: 'ok', nextTryAt: NOW + 5000 });
  });

  test('that is limited waits for the time that Convertr names', () => {
    const limited = { kind: 'rate_limited', retryAfterMs: 90 * MINUTE } as const;
    expect(afterLogin(NEVER_TRIED, limited, NOW, 0).nextTryAt).toBe(NOW + 90 * MINUTE);
  });
});

describe('a token', () => {
  const HOUR = 60 * MINUTE;

  test('is renewed two to five minutes before it expires, not by all accounts at once', () => {
    expect(toToken('t', NOW + HOUR, NOW, 0).renewAt).toBe(NOW + HOUR - 2 * MINUTE);
    expect(toToken('t', NOW + HOUR, NOW, 1).renewAt).toBe(NOW + HOUR - 5 * MINUTE);
  });

  test('is used a little longer while the new login fails, and never to its last second', () => {
    const token = toToken('t', NOW + HOUR, NOW, 1);
    expect(isUsable(token, NOW + HOUR - MINUTE)).toBe(true);
    expect(isUsable(token, NOW + HOUR - 20_000)).toBe(false);
  });

  test('of a short life is used for half of it', () => {
    const token = toToken('t', NOW + 10_000, NOW, 0.5);
    expect(isUsable(token, NOW + 4000)).toBe(true);
    expect(isUsable(token, NOW + 6000)).toBe(false);
  });
});

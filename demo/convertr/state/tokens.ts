import { randomBytes } from 'node:crypto';

export interface Token {
  token: string;
  enterprise: string;
  expiresAt: number;
}

/** Documented life of an access token [doc]. */
export const TOKEN_LIFE_SECONDS = 3600;
/** How long Convertr lets an MFA token live is [open]. */
const CHALLENGE_LIFE_MS = 600_000;
/** Expired tokens are distinguished from unknown ones for this long. */
const REMEMBER_EXPIRED_MS = 86_400_000;

/** The look of Convertr's tokens [doc]. */
export const createSecret = (): string =>
  Buffer.from(randomBytes(32).toString('hex')).toString('base64').replace(/=+$/, '');

/** Access tokens, several valid at once, and their MFA challenges. */
export class Tokens {
  #tokens = new Map<string, Token>();
  #challenges = new Map<string, { enterprise: string; expiresAt: number }>();

  create(enterprise: string, now: number): Token {
    return { token: createSecret(), enterprise, expiresAt: now + TOKEN_LIFE_SECONDS * 1000 };
  }

  add(token: Token, now: number): void {
    this.#tokens.set(token.token, token);
    for (const [text, { expiresAt }] of this.#tokens) {
      // Oldest first, so the rest is younger.
      if (expiresAt > now - REMEMBER_EXPIRED_MS) break;
      this.#tokens.delete(text);
    }
  }

  find(text: string, now: number): Token | 'expired' | 'invalid' {
    const token = this.#tokens.get(text);
    if (!token) return 'invalid';
    return token.expiresAt > now ? token : 'expired';
  }

  revokeAll(): void {
    this.#tokens.clear();
  }

  count(now: number): number {
    return [...this.#tokens.values()].filter(({ expiresAt }) => expiresAt > now).length;
  }

  challenge(enterprise: string, now: number): string {
    const text = createSecret();
    this.#challenges.set(text, { enterprise, expiresAt: now + CHALLENGE_LIFE_MS });
    return text;
  }

  /** True if the MFA token belongs to this enterprise and is still valid. */
  hasChallenge(text: string, enterprise: string, now: number): boolean {
    const challenge = this.#challenges.get(text);
    return challenge?.enterprise === enterprise && challenge.expiresAt > now;
  }

  endChallenge(text: string): void {
    this.#challenges.delete(text);
  }
}

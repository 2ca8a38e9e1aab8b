import * as v from 'valibot';
import { ENTERPRISES } from '../seeds/enterprises.ts';

const flag = v.exactOptional(v.boolean());

export const userSchema = v.strictObject({
  password: v.exactOptional(v.pipe(v.string(), v.minLength(1))),
  passwordExpired: flag,
  locked: flag,
  disabled: flag,
});

export type UserChange = v.InferOutput<typeof userSchema>;

export interface User {
  password: string;
  passwordExpired: boolean;
  /** In a row: a login resets the count [inferred]. */
  wrongPasswords: number;
  locked: boolean;
  disabled: boolean;
  /** Milliseconds of the simulator's clock. */
  lastLoginAt: number;
}

/** The user of each enterprise. */
export class Users {
  readonly #byEnterprise: Map<string, User>;

  /** The days without a login count from `now` on. */
  constructor(now: number) {
    this.#byEnterprise = new Map(
      ENTERPRISES.map(({ name, password }) => [
        name,
        { password, passwordExpired: false, wrongPasswords: 0, locked: false, disabled: false, lastLoginAt: now },
      ]),
    );
  }

  find(enterprise: string): User | undefined {
    return this.#byEnterprise.get(enterprise);
  }

  entries(): [string, User][] {
    return [...this.#byEnterprise];
  }

  update(enterprise: string, update: Partial<User>): void {
    const user = this.find(enterprise);
    if (user) Object.assign(user, update);
  }
}

/** The effects of a change on the user's other properties. */
export function toUserUpdate(change: UserChange, now: number): Partial<User> {
  const update: Partial<User> = { ...change };
  // The password's age starts again with a new one [inferred].
  if (change.password !== undefined) update.passwordExpired ??= false;
  if (change.locked === false) update.wrongPasswords = 0;
  // Otherwise the days without a login would disable the user again immediately.
  if (change.disabled === false) update.lastLoginAt = now;
  return update;
}

const DAY_MS = 86_400_000;

/** Convertr may disable users who have not logged in for some days [doc]. */
export function isDisabled({ disabled, lastLoginAt }: User, now: number, afterDays: number | null): boolean {
  return disabled || (afterDays !== null && now - lastLoginAt >= afterDays * DAY_MS);
}

import { getState } from '../state/campaigns.ts';
import type { Simulator } from '../state/simulator.ts';
import { isDisabled } from '../state/users.ts';

export type ControlState = ReturnType<typeof describeState>;

/** The answer to `GET state` and to every change. */
export function describeState(simulator: Simulator) {
  const now = simulator.clock.now();
  const { limits, ...settings } = simulator.settings;
  return {
    now: new Date(now).toISOString(),
    clockOffsetMs: simulator.clock.offsetMs,
    settings,
    limits,
    use: simulator.limits.use(now),
    highest: simulator.limits.highest(),
    highestConcurrent: simulator.log.highestConcurrent,
    count429: simulator.limits.refused,
    faults: simulator.faults.list(),
    smsSent: simulator.smsSent,
    tokens: simulator.tokens.count(now),
    leads: simulator.leads.all.length,
    users: Object.fromEntries(
      simulator.users.entries().map(([enterprise, user]) => {
        const { passwordExpired, wrongPasswords, locked, lastLoginAt } = user;
        const disabled = isDisabled(user, now, settings.disableAfterDays);
        return [
          enterprise,
          { passwordExpired, wrongPasswords, locked, disabled, lastLoginAt: new Date(lastLoginAt).toISOString() },
        ];
      }),
    ),
    campaigns: simulator.campaigns.all().map((campaign) => ({
      enterprise: campaign.enterprise,
      id: campaign.id,
      state: getState(campaign),
      words: campaign.words,
      cap: campaign.cap,
      room: campaign.room,
      forms: Object.fromEntries(campaign.forms.map(({ id, fields }) => [id, fields.map(({ name }) => name)])),
    })),
  };
}

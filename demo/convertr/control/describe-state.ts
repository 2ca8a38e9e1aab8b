import { getState } from '../state/campaigns.ts';
import type { Simulator } from '../state/simulator.ts';

export type ControlState = ReturnType<typeof describeState>;

/** What `GET state` and every change answer with. */
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
    campaigns: simulator.campaigns.all().map((campaign) => ({
      enterprise: campaign.enterprise,
      id: campaign.id,
      state: getState(campaign),
      cap: campaign.cap,
      room: campaign.room,
      forms: Object.fromEntries(campaign.forms.map(({ id, fields }) => [id, fields.map(({ name }) => name)])),
    })),
  };
}

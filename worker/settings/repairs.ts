import { SETTING_NAMES, SETTINGS, type SettingName } from './catalogue.ts';
import { listFaults } from './settings.ts';
import type { TextBindings } from './text-bindings.ts';

/** A setting to correct, and how. */
export interface Repair {
  setting: SettingName;
  /** What it is for; inline Markdown. */
  purpose: string;
  /** A command for a terminal, or a line for a file. */
  set: string;
  /** The steps in Cloudflare's dashboard, if the Worker is deployed. */
  dashboard: string | undefined;
}

/** What is wrong, and the settings that it concerns. */
export interface SettingFault {
  /** Names the settings, never a value. */
  message: string;
  repairs: Repair[];
}

/** `.dev.vars` where the Worker runs on this machine, Cloudflare where it is deployed. */
export type Place = 'local' | 'deployed';

/** The list of missing or malformed settings, for the console, `healthz` and the commands. */
export const listRepairs = (env: TextBindings, place: Place): SettingFault[] =>
  listFaults(env).map((message) => ({
    message,
    repairs: findNames(message).map((setting) => ({
      setting,
      purpose: SETTINGS[setting].description,
      set: toInstruction(setting, place),
      dashboard: place === 'deployed' ? toDashboardPath(setting) : undefined,
    })),
  }));

/** Every fault names its settings, in capitals. */
const findNames = (message: string): SettingName[] => {
  const words = new Set<string>(message.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g));
  return SETTING_NAMES.filter((name) => words.has(name));
};

function toInstruction(name: SettingName, place: Place): string {
  if (place === 'local') return `${name}=… in .dev.vars, then start the Worker again`;
  return SETTINGS[name].kind === 'secret'
    ? `npx wrangler secret put ${name}`
    : `${name} = "…" under [vars], then npx wrangler deploy`;
}

const toDashboardPath = (name: SettingName): string =>
  `Workers & Pages, your Worker, Settings, Variables and Secrets, Add. Type: ${SETTINGS[name].kind === 'secret' ? 'Secret' : 'Text'}. Name: ${name}.`;

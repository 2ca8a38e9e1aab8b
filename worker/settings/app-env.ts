import type { Env } from './env.ts';
import type { Settings } from './settings.ts';

/** What every handler can rely on: the bindings, and the settings parsed from them. */
export interface AppEnv {
  Bindings: Env;
  Variables: { settings: Settings };
}

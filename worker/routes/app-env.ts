import type { FormConfig } from '../forms/configuration/config.ts';
import type { FormId } from '../forms/configuration/form-id.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import type { Settings } from '../settings/settings.ts';

/** What every handler can rely on: the bindings, the settings parsed from them, and below `/v1/forms/{id}` the form. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    settings: Settings;
    form: { id: FormId; config: FormConfig; account: AccountSettings };
  };
}

import type { FormId } from '../forms/configuration/form-id.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import type { Settings } from '../settings/settings.ts';
import type { StoredForm } from './admin/forms/with-stored-form.ts';
import type { ConfiguredForm, LoadedForm } from './form-source.ts';

/** The bindings, and variables that middleware sets. A route only uses variables of middleware that it lists. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    /** `withSettings` */
    settings: Settings;
    /** `requireAdmin`: the person for the history. */
    actor: string;
    /** `withForm` */
    form: ConfiguredForm;
    /** `withHostedForm` */
    hostedForm: LoadedForm;
    /** `withStoredForm` */
    storedForm: StoredForm;
    /** `withFormId` */
    formId: FormId;
    /** `withAccount` */
    account: AccountSettings;
  };
}

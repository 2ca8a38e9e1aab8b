import type { FormId } from '../forms/configuration/form-id.ts';
import type { AccountSettings } from '../settings/accounts.ts';
import type { Env } from '../settings/env.ts';
import type { Settings } from '../settings/settings.ts';
import type { StoredForm } from './admin/forms/with-stored-form.ts';
import type { ConfiguredForm, LoadedForm } from './form-source.ts';

/** The bindings, and what middleware has put ready. A route relies only on variables whose middleware it names. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    /** `withSettings` */
    settings: Settings;
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

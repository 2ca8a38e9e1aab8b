/** How texts name the secrets of an account, which has two ways to be set. */
export const LOGIN_SECRETS = 'CONVERTR_USERNAME and CONVERTR_PASSWORD (or CONVERTR_ACCOUNTS)';
export const PASSWORD_SECRET = 'CONVERTR_PASSWORD (or CONVERTR_ACCOUNTS)';
export const NO_ACCOUNT = 'The Worker has no such account: neither CONVERTR_ENTERPRISE nor CONVERTR_ACCOUNTS has it.';

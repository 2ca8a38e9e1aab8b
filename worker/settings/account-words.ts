/** Names of an account's secrets in texts, because there are two ways to set them. */
export const LOGIN_SECRETS = 'CONVERTR_USERNAME and CONVERTR_PASSWORD (or CONVERTR_ACCOUNTS)';
export const PASSWORD_SECRET = 'CONVERTR_PASSWORD (or CONVERTR_ACCOUNTS)';
export const NO_ACCOUNT = 'The Worker has no such account: neither CONVERTR_ENTERPRISE nor CONVERTR_ACCOUNTS has it.';

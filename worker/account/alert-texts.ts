import { LOGIN_SECRETS, PASSWORD_SECRET } from '../settings/account-words.ts';

/** What each alert says: what happened, and what to do. Fixed words, so nothing personal can be among them. */
export const ALERT_TEXTS = {
  login_denied: `Convertr refuses the username or password. Leads are accepted and wait. Correct ${LOGIN_SECRETS}; after five refusals nothing else starts a login.`,
  mfa: 'Convertr asks for a code from a text message. Leads are accepted and wait. Enter the code in the console.',
  password_expired: `Convertr says that the password has expired. Leads are accepted. Change it there and in ${PASSWORD_SECRET}.`,
  unauthorized: 'Convertr refuses new tokens. Leads wait and are tried again. Check the account at Convertr.',
  unexpected_answer:
    'Convertr answered in a way that nobody has seen. Nothing is sent until somebody looks at the held lead and retries it.',
  waiting: 'A lead has been waiting for more than 15 minutes.',
  held: 'At least one lead is held for a person. Look at it in the console: retry or discard it.',
  drift: 'A form no longer fits the fields at Convertr. Adopt the change in the console.',
  verdicts_changed:
    'Convertr has changed its verdict on many leads of a form today. Look at them in the console, and ask Convertr why.',
  expiring: 'Undelivered leads are a week from being deleted. Deliver or discard them.',
} as const;

export type Cause = keyof typeof ALERT_TEXTS;

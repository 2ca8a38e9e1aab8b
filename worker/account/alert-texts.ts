import { LOGIN_SECRETS, PASSWORD_SECRET } from '../settings/account-words.ts';

/** What each alert says: what happened, and what to do. Fixed words, so nothing personal can be among them. */
export const ALERT_TEXTS = {
  login_denied: `Convertr refuses the username or password. Leads are accepted and wait. Correct ${LOGIN_SECRETS}; after five refusals nothing else starts a login.`,
  mfa: 'Convertr asks for a code from a text message. Leads are accepted and wait. Enter the code in the console.',
  password_expired: `Convertr says that the password has expired. Leads are accepted. Change it there and in ${PASSWORD_SECRET}.`,
  unauthorized: 'Convertr refuses new tokens. Leads wait and are tried again. Check the account at Convertr.',
  wrong_form_id:
    'Convertr does not know the form under formId in its configuration. Visitors are not thanked until it is corrected.',
  wrong_campaign_id:
    'Convertr does not know the campaign under campaignId in its configuration. Visitors are not thanked until it is corrected.',
  wrong_publisher_id:
    'Convertr does not know the publisherId in CONVERTR_ACCOUNTS. Visitors are not thanked until it is corrected.',
  wrong_ids:
    'Convertr answers 404 to its leads: formId, campaignId or publisherId is wrong. Visitors are not thanked until it is corrected.',
  unexpected_answer:
    'Convertr answered in a way that nobody has seen. Nothing is sent until somebody looks at the held lead and retries it.',
  waiting: 'A lead has been waiting for more than 15 minutes.',
  held: 'At least one lead is held for a person. Look at it in the console: retry or discard it.',
  drift: 'A form no longer fits the fields at Convertr. Adopt the change in the console.',
  verdicts_changed:
    'Convertr has changed its verdict on many leads of a form today. Look at them in the console, and ask Convertr why.',
  webhooks:
    'A receiver of webhooks did not take a message for three days. See the lead in the console, mend the receiver, send it again.',
  nearly_full:
    'The database has used 9 of the 10 GB that it may have. Leads are accepted. Discard leads that nobody will deliver, lower RETAIN_ANSWERS_DAYS, or move campaigns to another account.',
  overflow_full:
    'Submissions lie beside the ledger, because it takes no more of them. Discard or release quarantined leads, or raise BACKLOG_CAP.',
  overflow_unreadable:
    'Submissions lie beside the ledger, because no key of LEAD_KEY opens them. Add the key that it had when they came.',
  no_leads:
    'No lead has come since the day before yesterday, while that weekday had some in the last two weeks. Look at the pages: is the form there, and is the campaign running?',
  valid_rate_fell:
    'The share of valid leads of the last seven days is at most half of that of the week before. Look at the reasons in the console.',
  budget_used_up:
    'Leads have been waiting for more than ten minutes, because the request budget of the account is used up. They go out at the allowed pace. Raise "budget" if Convertr allows more.',
  expiring: 'Undelivered leads are a week from being deleted. Deliver or discard them.',
} as const;

export type Cause = keyof typeof ALERT_TEXTS;

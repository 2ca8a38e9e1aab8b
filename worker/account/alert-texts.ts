import { LOGIN_SECRETS, PASSWORD_SECRET } from '../settings/account-words.ts';

/** What each alert says: what happened, and what to do. The texts are fixed, so they cannot contain personal data. */
export const ALERT_TEXTS = {
  login_denied: `Convertr refuses the username or password. Leads are accepted and wait. Correct ${LOGIN_SECRETS}. After five refusals, Leadwire stops trying to log in until they change.`,
  mfa: 'Convertr asks for a code from a text message. Leads are accepted and wait. Enter the code in the console.',
  password_expired: `The password has expired at Convertr. Leads are accepted and wait. Change it there and in ${PASSWORD_SECRET}.`,
  unauthorized: 'Convertr refuses new tokens. Leads wait and are tried again. Check the account at Convertr.',
  wrong_form_id:
    'Convertr does not know the form under formId in its configuration. Visitors are asked to try again until it is corrected.',
  wrong_campaign_id:
    'Convertr does not know the campaign under campaignId in its configuration. Visitors are asked to try again until it is corrected.',
  wrong_publisher_id:
    'Convertr does not know the publisherId in CONVERTR_ACCOUNTS. Visitors are asked to try again until it is corrected.',
  wrong_ids:
    'Convertr answers 404 to its leads: formId, campaignId or publisherId is wrong. Visitors are asked to try again until it is corrected.',
  unexpected_answer:
    'Convertr gave an answer that Leadwire cannot read. Nothing is sent until a person resends or discards the held lead.',
  waiting: 'A lead has been waiting for more than 15 minutes.',
  held: 'At least one lead is held and needs a person. Resend or discard it in the console.',
  drift: 'A form no longer matches its fields at Convertr. Adopt the change in the console.',
  verdicts_changed:
    'Convertr has changed its verdict on many leads of a form today. See them in the console, and ask Convertr why.',
  webhooks:
    'A webhook receiver has not accepted a message for three days. Open the lead in the console, fix the receiver, and send the message again.',
  nearly_full:
    'The database has used 9 of its 10 GB. Leads are accepted. Discard leads that nobody will deliver, lower RETAIN_ANSWERS_DAYS, or move campaigns to another account.',
  overflow_full:
    'The ledger is full, so submissions wait in the overflow. Discard or release quarantined leads, or raise BACKLOG_CAP.',
  overflow_unreadable:
    'Submissions wait in the overflow because no key in LEAD_KEY can decrypt them. Add the key that was in use when they came.',
  no_leads:
    'No lead has come since the day before yesterday, although that weekday had some in the last two weeks. Check that the form is on its pages and that the campaign is running.',
  valid_rate_fell:
    'The share of valid leads has halved compared with the week before, or fallen further. See the reasons in the console.',
  origin_refused:
    'Visitors see no form on pages of a site that is missing from the form\'s "origins". The console shows the site. Add it if it is yours.',
  visits_after_end:
    'The campaign has ended, and visitors still come. Remove the form from its pages, or set another one as "closedForm".',
  budget_used_up:
    'Leads have been waiting for more than ten minutes, because the request budget of the account is used up. They are sent at the allowed rate. Raise "budget" if Convertr allows more.',
  expiring: 'Undelivered leads will be deleted in a week. Send or discard them.',
} as const;

export type Cause = keyof typeof ALERT_TEXTS;

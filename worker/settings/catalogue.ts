import type { TextBindings } from './text-bindings.ts';

export type SettingName = keyof TextBindings;

export interface SettingDescription {
  /** Variables are readable in `wrangler.toml` or the dashboard. Secrets cannot be read back. */
  kind: 'secret' | 'variable';
  /** `first` belongs to the first account, which `CONVERTR_ACCOUNTS` can set instead. */
  need: 'required' | 'first' | 'optional';
  /** What it is for and where it comes from; inline Markdown. */
  description: string;
}

const secret = (need: SettingDescription['need'], description: string): SettingDescription => ({
  kind: 'secret',
  need,
  description,
});
const variable = (description: string): SettingDescription => ({ kind: 'variable', need: 'optional', description });

/** Each in words for a person who fills in a form. */
export const SETTINGS: Record<SettingName, SettingDescription> = {
  CONVERTR_ENTERPRISE: secret(
    'first',
    'Your enterprise at Convertr: `acme` if you sign in at `https://acme.cvtr.io`. Lower case.',
  ),
  CONVERTR_PUBLISHER_ID: secret(
    'first',
    'Your publisher id at Convertr: a number. The Publisher Media Kit email shows it in the address for leads, after `/publisher/`.',
  ),
  CONVERTR_USERNAME: secret('first', 'The email address that you sign in to Convertr with.'),
  CONVERTR_PASSWORD: secret('first', 'The password that you sign in to Convertr with.'),
  CONVERTR_ORIGIN: secret(
    'optional',
    'Replaces `https://ENTERPRISE.cvtr.io`, for a simulator. Not needed for Convertr itself.',
  ),
  CONVERTR_JURISDICTION: secret(
    'optional',
    '`eu` keeps the leads of this account within the European Union. Set it before the first lead: it cannot change later.',
  ),
  CONVERTR_LOCATION_HINT: secret(
    'optional',
    'Where the leads of this account are stored: the region nearest to you, such as `weur` or `enam`. Set it before the first lead.',
  ),
  CONVERTR_ACCOUNTS: secret(
    'optional',
    'Further accounts as JSON, keyed by enterprise: `{"acme":{"publisherId":12,"username":"…","password":"…"}}`.',
  ),
  LEAD_KEY: secret(
    'required',
    'Encrypts the answers of visitors. Make it with `openssl rand -base64 32` and **keep a copy**: without it, stored leads cannot be read.',
  ),
  ADMIN_TOKEN: secret(
    'required',
    'Signs you in to the console. Make it with `openssl rand -base64 24` and keep a copy in your password manager.',
  ),
  TURNSTILE_SECRET: secret('optional', 'The secret key of your Turnstile widget, for forms that use Turnstile.'),
  ALERT_WEBHOOK: secret(
    'optional',
    'An https address, such as a Slack webhook, that is notified when a person is needed. Nothing personal is sent.',
  ),
  WEBHOOK_SECRET: secret(
    'optional',
    'Signs outgoing webhooks by Standard Webhooks: `whsec_` and the output of `openssl rand -base64 32`.',
  ),
  ACCESS_TEAM_DOMAIN: variable('With Cloudflare Access in front of `/console*`: `https://TEAM.cloudflareaccess.com`.'),
  ACCESS_AUD: variable('With Cloudflare Access: the Application Audience (AUD) Tag of the application.'),
  ANSWER_WITHIN_MS: variable(
    'How long a visitor waits for Convertr’s confirmation, in milliseconds, before the answer is "queued".',
  ),
  RETAIN_ANSWERS_DAYS: variable('How many days the answers of a delivered lead are kept: 0 to 365, 7 by default.'),
  BACKLOG_CAP: variable('How many undelivered leads an account may hold before it refuses more: 100000 by default.'),
};

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** The secrets and variables of the Worker, as they arrive: texts, each of which may be missing. */
export interface TextBindings {
  CONVERTR_ENTERPRISE?: string;
  CONVERTR_PUBLISHER_ID?: string;
  CONVERTR_USERNAME?: string;
  CONVERTR_PASSWORD?: string;
  CONVERTR_ORIGIN?: string;
  CONVERTR_JURISDICTION?: string;
  CONVERTR_LOCATION_HINT?: string;
  CONVERTR_ACCOUNTS?: string;
  LEAD_KEY?: string;
  ADMIN_TOKEN?: string;
  TURNSTILE_SECRET?: string;
  ALERT_WEBHOOK?: string;
  /** Signs outgoing webhooks. */
  WEBHOOK_SECRET?: string;
  /** Cloudflare Access in front of the console: who issues its tokens, and for which application. */
  ACCESS_TEAM_DOMAIN?: string;
  ACCESS_AUD?: string;
  /** Milliseconds. */
  ANSWER_WITHIN_MS?: string;
  /** Days that the answers of a delivered lead are kept. */
  RETAIN_ANSWERS_DAYS?: string;
  /** Undelivered leads of one account, beyond which new ones are refused with 503. */
  BACKLOG_CAP?: string;
}

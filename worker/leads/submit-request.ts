/** The request to the account's object for one checked submission. */
import type { Answers, CampaignFacts, LeadContext, SubmitRequest } from '../account-api.ts';
import { detectChannel } from '../forms/attribution/channel.ts';
import { toCountedChannel } from '../forms/attribution/counted-channel.ts';
import { chooseLink, knownLinks, LINKS_UNKNOWN, toLinkBy } from '../forms/attribution/link.ts';
import { readSources } from '../forms/attribution/sources.ts';
import { pickVisit } from '../forms/attribution/visit.ts';
import type { FormConfig } from '../forms/configuration/config.ts';
import type { ResolvedForm } from '../forms/form.ts';
import { omitUndefined } from '../forms/omit-undefined.ts';
import type { WebhookTarget } from '../webhooks/target.ts';
import type { CheckedAnswers } from './answers.ts';
import type { Parameters } from './body.ts';
import type { Consent } from './consent.ts';
import type { Envelope } from './envelope.ts';
import { fillHidden } from './hidden.ts';

export interface SubmitInput {
  form: string;
  config: FormConfig;
  /** Null while the campaign is unknown. */
  facts: CampaignFacts | null;
  resolved: ResolvedForm;
  locale: string;
  envelope: Envelope;
  /** As posted, including the page's own values. */
  parameters: Parameters;
  checked: CheckedAnswers;
  posted: Answers;
  consents: Consent[];
  /** With any of these the lead is quarantined for a person. */
  signals: string[];
  /** The receivers of its webhooks. */
  webhooks: WebhookTarget[];
  answerWithinMs: number;
}

export function createSubmitRequest(input: SubmitInput): SubmitRequest {
  const { form, config, facts, resolved, envelope, parameters, checked, posted, signals, webhooks, answerWithinMs } =
    input;
  const visit = pickVisit({ ...envelope, touch: config.touch });
  const sources = readSources(visit.page);
  const channel = detectChannel({ ...visit, explicit: envelope.channel }, sources);
  const counted = toCountedChannel(channel, Object.keys(config.channels ?? {}));
  const { utm_source, utm_campaign } = sources;
  const choice = {
    channel,
    links: knownLinks(facts),
    explicit: envelope.link,
    channels: config.channels,
    campaign: utm_campaign,
  };
  const { linkId, flags } = chooseLink(choice);
  const linkBy = flags.includes(LINKS_UNKNOWN) ? toLinkBy(choice) : undefined;
  const { hidden, reportValue } = fillHidden(resolved.hidden, { envelope, visit, channel, parameters });
  const { missing } = resolved.drift;
  return omitUndefined({
    form,
    submission: envelope.submission,
    campaignId: config.campaignId,
    formId: config.formId,
    answers: { ...checked.answers, ...hidden },
    hidden: Object.keys(hidden),
    posted,
    emails: checked.emails,
    context: toContext(input, linkBy, reportValue),
    channel,
    countedChannel: counted === channel ? undefined : counted,
    linkId,
    utm: utm_source || utm_campaign ? omitUndefined({ source: utm_source, campaign: utm_campaign }) : undefined,
    flags: missing.length > 0 ? [...flags, 'drift'] : flags,
    // A consent is shown and stored even if Convertr doesn't list it.
    isDrifted: missing.some((name) => !resolved.fields.some((field) => field.name === name)),
    onUnknown: config.onUnknown ?? 'resend',
    minGapSeconds: config.minGapSeconds ?? 0,
    webhooks,
    signals,
    reportValue,
    answerWithinMs,
  });
}

function toContext(
  { config, envelope, locale, consents }: SubmitInput,
  linkBy: LeadContext['linkBy'],
  reportValue: string | undefined,
): LeadContext {
  const { page, referrer, landing, landingReferrer } = envelope;
  const touch = config.touch === 'first' ? config.touch : undefined;
  const shown = consents.length > 0 ? consents : undefined;
  return omitUndefined({
    page,
    referrer,
    landing,
    landingReferrer,
    touch,
    locale,
    linkBy,
    reportValue,
    consents: shown,
  });
}

/** One submission, checked: what the account's object is asked to keep. */
import type { Answers, SubmitRequest } from '../account-api.ts';
import type { ConvertrLink } from '../convertr/outcome.ts';
import { detectChannel } from '../forms/attribution/channel.ts';
import { chooseLink, LINKS_UNKNOWN, toLinkBy } from '../forms/attribution/link.ts';
import { readSources } from '../forms/attribution/sources.ts';
import type { FormConfig } from '../forms/configuration/config.ts';
import type { ResolvedForm } from '../forms/form.ts';
import type { Checked } from './answers.ts';
import type { Consent } from './consent.ts';
import type { Envelope } from './envelope.ts';
import { fillHidden } from './hidden.ts';

export interface LeadInput {
  form: string;
  config: FormConfig;
  resolved: ResolvedForm;
  /** Null while nobody knows them. */
  links: readonly ConvertrLink[] | null;
  envelope: Envelope;
  checked: Checked;
  posted: Answers;
  consents: Consent[];
  locale: string;
  /** Put aside for a person when there are any. */
  signals: string[];
  answerWithinMs: number;
}

export function createSubmitRequest(input: LeadInput): SubmitRequest {
  const { form, config, resolved, links, envelope, checked, posted, consents, locale, signals, answerWithinMs } = input;
  const visit = toVisit(config, envelope);
  const channel = detectChannel({ ...visit, ...(envelope.channel && { explicit: envelope.channel }) });
  const { utm_campaign: campaign } = readSources(visit);
  const choice = { channel, links, explicit: envelope.link, channels: config.channels, campaign };
  const { linkId, flags } = chooseLink(choice);
  const { page, referrer, ...rest } = envelope;
  const hidden = fillHidden(resolved.hidden, { ...rest, ...visit }, channel);
  const { landing, landingReferrer } = envelope;
  return {
    form,
    submission: envelope.submission,
    campaignId: config.campaignId,
    formId: config.formId,
    answers: { ...checked.answers, ...hidden },
    hidden: Object.keys(hidden),
    posted,
    emails: checked.emails,
    context: {
      ...(page && { page }),
      ...(referrer && { referrer }),
      ...(landing && { landing }),
      ...(landingReferrer && { landingReferrer }),
      locale,
      ...(flags.includes(LINKS_UNKNOWN) && { linkBy: toLinkBy(choice) }),
      ...(consents.length > 0 && { consents }),
    },
    channel,
    ...(linkId !== undefined && { linkId }),
    flags: resolved.drift.missing.length > 0 ? [...flags, 'drift'] : flags,
    // Convertr need not list a consent: it is drawn and kept all the same.
    isDrifted: resolved.drift.missing.some((name) => !resolved.fields.some((field) => field.name === name)),
    onUnknown: config.onUnknown ?? 'resend',
    minGapSeconds: config.minGapSeconds ?? 0,
    signals,
    answerWithinMs,
  };
}

/** Which page and referrer count: the first ones when the form asks for the first touch and they are known. */
function toVisit({ touch }: FormConfig, envelope: Envelope): { page?: string; referrer?: string } {
  const first = touch === 'first' && envelope.landing !== undefined;
  const page = first ? envelope.landing : envelope.page;
  const referrer = first ? envelope.landingReferrer : envelope.referrer;
  return { ...(page && { page }), ...(referrer && { referrer }) };
}

/** The source of a lead, as reports count it. Pure. */
import type { NewSubmission } from '../../../account-api.ts';
import { parseUrl } from '../../../forms/attribution/sources.ts';

export interface LeadSource {
  /** Origin and path, because a query may contain anything. */
  page: string;
  utm_source: string;
  utm_campaign: string;
  /** The value of the form's report field. */
  value: string;
}

export const SOURCE_KINDS = ['page', 'utm_source', 'utm_campaign', 'value'] as const satisfies (keyof LeadSource)[];

/** Counts texts that may not be stored. */
export const OTHER = '(other)';
const MAX_LENGTH = 200;
/** Figures are stored unencrypted, so they must not contain somebody's address. */
const EMAIL_ADDRESS = /[^\s/@](@|%40)[^\s/@]/i;

type Sourced = Pick<NewSubmission, 'context' | 'utm' | 'reportValue'>;

export function toLeadSource({ context, utm, reportValue }: Sourced): LeadSource {
  const url = parseUrl(context.page);
  return {
    page: toName(url && `${url.origin}${url.pathname}`),
    utm_source: toName(utm?.source),
    utm_campaign: toName(utm?.campaign),
    value: toName(reportValue),
  };
}

function toName(text = ''): string {
  const name = text.trim().slice(0, MAX_LENGTH);
  return holdsAddress(name) ? OTHER : name;
}

export const holdsAddress = (text: string): boolean => EMAIL_ADDRESS.test(text);

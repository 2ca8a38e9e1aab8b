import type { FieldsOutcome, LinksOutcome } from '../../convertr/outcome.ts';

/** A word for a person. */
export type CampaignFault =
  | 'mfa'
  | 'denied'
  | 'unavailable'
  | 'not_found'
  /** Another 4xx: of this campaign, Convertr says nothing. */
  | 'refused'
  | 'rate_limited'
  | 'unauthorized';

export function toFault(outcome: FieldsOutcome | LinksOutcome): CampaignFault | undefined {
  switch (outcome.kind) {
    case 'fields':
    case 'links':
      return undefined;
    case 'rejected':
      return outcome.status === 404 ? 'not_found' : 'refused';
    case 'unauthorized':
      return 'unauthorized';
    case 'mfa_required':
      return 'mfa';
    case 'rate_limited':
      return 'rate_limited';
    case 'unavailable':
    case 'unknown':
    case 'unexpected':
      return 'unavailable';
  }
}

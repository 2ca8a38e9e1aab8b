import type { LeadPage, LeadVisit } from '../../account-api.ts';
import { readSources } from '../../forms/attribution/sources.ts';
import { pickVisit } from '../../forms/attribution/visit.ts';
import { holdsAddress, OTHER } from './figures/lead-source.ts';
import type { SourceNames } from './figures/source-names.ts';
import type { Row } from './lead-row.ts';
import type { LeadStore } from './lead-store.ts';
import type { PersonalData, SealedAnswers } from './sealed-answers.ts';

/**
 * The tags of a lead's visit. Click ids are deleted with the answers, because they identify a visit. Reports keep the
 * rest longer. The tags are shown without the answers, so a text that contains an email address is left out.
 * @param data undefined once the answers are deleted.
 */
export function toLeadVisit(row: Row, data: PersonalData | undefined, sources: SourceNames): LeadVisit {
  const { utm_source = '', utm_campaign = '', value = '' } = sources.find(row) ?? {};
  const known: LeadVisit = {
    utm_source,
    utm_campaign,
    value: data?.context.reportValue ?? value,
    ...readSources(data && pickVisit(data.context).page),
  };
  return Object.fromEntries(
    Object.entries(known).filter(([, text]) => text !== '' && text !== OTHER && !holdsAddress(text)),
  );
}

interface Stores {
  leads: LeadStore;
  sealedAnswers: SealedAnswers;
  sources: SourceNames;
}

/** A page of leads with the tags of each visit. */
export async function withVisits({ leads, sealedAnswers, sources }: Stores, page: LeadPage): Promise<LeadPage> {
  const known = page.leads.map(async (lead) => {
    const row = leads.find(lead.form, lead.submission);
    return row ? { ...lead, visit: toLeadVisit(row, await sealedAnswers.open(row), sources) } : lead;
  });
  return { ...page, leads: await Promise.all(known) };
}

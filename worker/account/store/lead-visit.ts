import type { LeadPage, LeadVisit } from '../../account-api.ts';
import { readSources } from '../../forms/attribution/sources.ts';
import { pickVisit } from '../../forms/attribution/visit.ts';
import { holdsAddress, OTHER } from './figures/lead-source.ts';
import type { SourceNames } from './figures/source-names.ts';
import type { Row } from './lead-row.ts';
import type { LeadStore } from './lead-store.ts';
import type { PersonalData, SealedAnswers } from './sealed-answers.ts';

/**
 * What the visit of a lead was tagged with. Click ids go with the answers, because they identify a visit; reports keep
 * the rest longer. This is told without the answers, so a text with an e-mail address in it is left out.
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

/** A page of leads with what each visit was tagged with. */
export async function withVisits({ leads, sealedAnswers, sources }: Stores, page: LeadPage): Promise<LeadPage> {
  const known = page.leads.map(async (lead) => {
    const row = leads.find(lead.form, lead.submission);
    return row ? { ...lead, visit: toLeadVisit(row, await sealedAnswers.open(row), sources) } : lead;
  });
  return { ...page, leads: await Promise.all(known) };
}

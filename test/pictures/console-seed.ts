import type { Leadwire } from '../support/leadwire.ts';

const PEOPLE = ['Ada Byron', 'Ines Moreau', 'Otto Brandt', 'Nia Okoro', 'Maren Lindqvist', 'Tomas Vega', 'Mei Tanaka'];
const CHANNELS = ['Email', 'Paid Search', 'Direct', 'Email', 'Organic Social', 'Referral', 'Email', 'Paid Search'];
const PARTNERS = ['north-7', 'north-7', 'east-2', 'north-7', 'east-2', 'south-4', 'east-2', 'north-7', 'south-4'].map(
  (partner, index) =>
    [partner, partner === 'east-2' && index > 2 ? 'Test Test' : (PEOPLE[index % PEOPLE.length] ?? '')] as const,
);

/** A day's work: leads from several channels, one in each state that needs somebody, and a code to enter. */
export async function seed({ admin, workerUrl, convertrUrl }: Leadwire, receiver: string): Promise<void> {
  const save = (id: string, config: object) => admin(`forms/${id}`, { method: 'PUT', body: JSON.stringify(config) });
  const acme = { enterprise: 'acme', origins: ['https://landing.example.com'] };
  await save('night-shift', { ...acme, campaignId: 1300, formId: 36, title: 'Join the night shift' });
  const webhooks = [{ url: receiver }, { url: receiver, events: ['lead.verdict'], answers: true }];
  await save('hooked', { ...acme, campaignId: 1234, formId: 35, title: 'Get the brochure', webhooks });
  const title = { name: 'form[title]', type: 'text' };
  await save('titles', { ...acme, campaignId: 1234, formId: 23, title: 'Book a seat', fields: [title] });
  const subId = { name: 'form[subId]', type: 'hidden', from: 'query:sid', report: true };
  await save('partners', { ...acme, campaignId: 1234, formId: 23, title: 'Compare the offers', fields: [subId] });
  const send = (form: string, person: string, index: number, more: Record<string, string> = {}) => {
    const [firstName = '', lastName = ''] = person.split(' ');
    const email = `${firstName}.${lastName}.${index}@example.com`.toLowerCase();
    const names = { 'form[firstName]': firstName, 'form[lastName]': lastName, 'form[email]': email };
    const body = new URLSearchParams({ ...names, channel: CHANNELS[index % CHANNELS.length] ?? '', ...more });
    return fetch(`${workerUrl}/v1/forms/${form}/leads`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body,
    });
  };
  for (let index = 0; index < 14; index += 1) {
    const person = index % 6 === 5 ? 'Test Test' : (PEOPLE[index % PEOPLE.length] ?? '');
    await send('acme-report', person, index);
  }
  for (const [index, [partner, person]] of PARTNERS.entries()) {
    const page = `https://landing.example.com/offers/autumn?sid=${partner}&utm_source=partners&utm_campaign=autumn`;
    await send('partners', person, 30 + index, {
      'form[subId]': partner,
      'form[optin][terms]': '1',
      page,
      channel: '',
    });
  }
  await send('titles', 'Otto Brandt', 20, { 'form[title]': 'Lord', 'form[optin][terms]': '1' });
  await send('night-shift', 'Nia Okoro', 21);
  await send('hooked', 'Maren Lindqvist', 22);
  await send('acme-report', 'Tomas Vega', 23, { hp_ref_code: 'x' });
  const drop = [{ on: 'leads', kind: 'drop_after', times: 1 }];
  await fetch(`${convertrUrl}/_control/faults`, { method: 'POST', body: JSON.stringify(drop) });
  await send('titles', 'Ines Moreau', 24, { 'form[title]': 'Dr', 'form[optin][terms]': '1' });
  await admin('accounts/initech/campaigns/90');
  // Verdicts come after a while.
  for (let pending = 1; pending > 0; await new Promise((resolve) => setTimeout(resolve, 1000))) {
    const page = await admin('leads?enterprise=acme&verdict=pending');
    pending = ((await page.json()) as { leads: unknown[] }).leads.length;
  }
}

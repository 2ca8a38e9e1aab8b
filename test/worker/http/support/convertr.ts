import { vi } from 'vitest';

/** The behaviour of a stubbed Convertr. Change it between requests. */
export interface Convertr {
  /** The names that the campaign's form lists, by Convertr's form id. */
  fields: Record<number, string[]>;
  /** Answers every call with this status and body instead. */
  broken?: { status: number; body?: unknown };
  /** Answers leads with this instead of a fresh id. */
  lead?: { status: number; body: unknown };
  /** Refuses a lead with this body, or takes it. */
  refuse?: (body: URLSearchParams) => unknown;
  /** Answers the question for a verdict with this. */
  result?: { status: number; body: unknown };
  /** Milliseconds before it answers a lead. */
  leadAfterMs?: number;
  /** Leads that arrived: path with query, and body. */
  leads: { path: string; body: URLSearchParams }[];
  calls: string[];
}

/** What Convertr lists for the forms of the tests. */
export const LISTED = {
  35: ['form[firstName]', 'form[email]', 'form[lastName]', 'form[submit]'],
  23: [
    'form[promotion]',
    'form[title]',
    'form[firstName]',
    'form[lastName]',
    'form[email]',
    'form[telephone][countryCode]',
    'form[telephone][telephone]',
    'form[company]',
    'form[interests][]',
    'form[dob]',
    'form[website]',
    'form[comments]',
    'form[subId]',
    'form[optin][terms]',
    'form[submit]',
  ],
};

const LINKS = [
  { id: 25, name: 'Newsletter', channel: 'Email', destination: 'https://example.com' },
  { id: 26, name: 'Social', channel: 'Social', destination: 'https://example.com' },
];

let lastLead = 1000;

/** Replaces `fetch` with a small Convertr. Nothing else is on the network. */
export function stubConvertr(): Convertr {
  const convertr: Convertr = { fields: { ...LISTED }, leads: [], calls: [] };
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const path = url.pathname + url.search;
    convertr.calls.push(`${request.method} ${url.hostname === '127.0.0.1' ? path : request.url}`);
    const { broken } = convertr;
    if (broken) return Response.json(broken.body ?? {}, { status: broken.status });
    if (url.pathname === '/api/login') return Response.json({ access_token: 'token', expires_in: 3600 });
    if (url.pathname.includes('/fields/')) {
      const forms = Object.entries(convertr.fields);
      return Response.json(forms.map(([formId, fields]) => ({ formId: Number(formId), formName: 'Form', fields })));
    }
    if (url.pathname.includes('/links/')) return Response.json(LINKS);
    if (url.pathname.endsWith('/leads')) {
      const body = new URLSearchParams(await request.text());
      convertr.leads.push({ path, body });
      if (convertr.leadAfterMs) await scheduler.wait(convertr.leadAfterMs);
      const refusal = convertr.refuse?.(body);
      if (refusal) return Response.json(refusal, { status: 400 });
      if (convertr.lead) return Response.json(convertr.lead.body, { status: convertr.lead.status });
      lastLead += 1;
      return Response.json({ data: lastLead, message: 'Lead was created successfully', status: 201 }, { status: 201 });
    }
    if (convertr.result) return Response.json(convertr.result.body, { status: convertr.result.status });
    return Response.json({ status: 'pending' }, { status: 200 });
  });
  return convertr;
}

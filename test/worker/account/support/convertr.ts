import { vi } from 'vitest';

export type What = 'login' | 'fields' | 'links' | 'leads' | 'result' | 'webhook';

export interface Call {
  what: What;
  url: URL;
  /** Milliseconds since 1970, by the test's clock. */
  at: number;
  body: URLSearchParams;
  text: string;
  token: string;
}

/** Replaces the usual answer to a call, or returns nothing to keep it. `store` stores the lead, and returns its id. */
export type Behaviour = (call: Call, store: () => number) => Response | undefined | Promise<Response | undefined>;

/** A Convertr that replaces `fetch`. It behaves well until a test changes that. */
export interface Convertr {
  calls: Call[];
  /** What arrived and was kept. */
  leads: { id: number; answers: Record<string, string>; url: URL }[];
  behaviour: Partial<Record<What, Behaviour>>;
  /** Tokens that are good. */
  tokens: Set<string>;
  expiresInSeconds: number;
  /** How many calls were on their way at once, at most. */
  highest: number;
  count(what: What): number;
}

export const FIELDS = ['form[firstName]', 'form[lastName]', 'form[email]', 'form[submit]'];

export function stubConvertr(): Convertr {
  const convertr: Convertr = {
    calls: [],
    leads: [],
    behaviour: {},
    tokens: new Set(),
    expiresInSeconds: 3600,
    highest: 0,
    count: (what) => convertr.calls.filter((call) => call.what === what).length,
  };
  let running = 0;
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const text = typeof init?.body === 'string' ? init.body : '';
    const url = new URL(request.url);
    const call: Call = {
      what: toWhat(url),
      url,
      at: Date.now(),
      text,
      body: new URLSearchParams(text),
      token: request.headers.get('authorization')?.replace('Bearer ', '') ?? '',
    };
    convertr.calls.push(call);
    running += 1;
    convertr.highest = Math.max(convertr.highest, running);
    try {
      // Nobody answers at once.
      await scheduler.wait(1);
      const store = () => {
        const id = 1000 + convertr.leads.length;
        convertr.leads.push({ id, url, answers: Object.fromEntries(call.body) });
        return id;
      };
      return (await convertr.behaviour[call.what]?.(call, store)) ?? answerUsually(convertr, call, store);
    } finally {
      running -= 1;
    }
  });
  return convertr;
}

function toWhat({ pathname, host }: URL): What {
  if (host === 'hooks.example.com') return 'webhook';
  if (pathname === '/api/login') return 'login';
  if (pathname.includes('/fields/')) return 'fields';
  if (pathname.includes('/links/')) return 'links';
  return pathname.endsWith('/leads') ? 'leads' : 'result';
}

function answerUsually(convertr: Convertr, { what, token }: Call, store: () => number): Response {
  if (what === 'webhook') return new Response('ok');
  if (what === 'login') {
    const token = `token-${crypto.randomUUID()}`;
    convertr.tokens.add(token);
    const secrets = {
      refresh_token: 'refresh-canary',
      client_secret: 'client-canary',
      client_id: 'id-canary',
      user_id: 7,
    };
    return Response.json({ access_token: token, expires_in: convertr.expiresInSeconds, ...secrets });
  }
  if (!convertr.tokens.has(token)) return status(401);
  if (what === 'fields') return Response.json([{ formId: 35, formName: 'Simple', fields: FIELDS }]);
  if (what === 'links') return Response.json([{ id: 25, name: 'Newsletter', channel: 'Email' }]);
  if (what === 'result') return new Response('The lead has not been processed yet.', { status: 202 });
  return created(store());
}

export const created = (id: number): Response =>
  Response.json({ data: id, message: 'Lead was created successfully', status: 201 }, { status: 201 });

export const status = (code: number, body: unknown = {}, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status: code, headers });

/** What workerd throws for a refused connection and for a lost answer alike. */
export function lost(): never {
  throw new Error('Network connection lost.');
}

/** Plays one behaviour after the other; when they are used up, as usual. */
export function inTurn(...behaviours: Behaviour[]): Behaviour {
  return (call, store) => behaviours.shift()?.(call, store);
}

export const REFUSED = (children: Record<string, unknown>, errors?: string[]): Response =>
  status(400, { code: 400, message: 'Validation Failed', errors: { ...(errors && { errors }), children } });

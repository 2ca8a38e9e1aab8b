import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningConvertr, startConvertr } from '../../demo/convertr/http/server.ts';
import type { FaultCase } from './faults-cases.ts';
import { PASSWORD, USERNAME } from './leadwire.ts';
import { CANARIES } from './visitors.ts';

/** Long enough for the circuit breaker to open, and to be met by a read that asks whether Convertr is back. */
const FAULT_MS = 75_000;
const VISITOR_EVERY_MS = 6000;
const GIVE_UP_MS = 7 * 60_000;

export interface Measured {
  /** From the fault's end, or a person's act, to the first queued lead at Convertr. Undefined: it never came. */
  seconds: number | undefined;
  /** Leads with an unknown outcome at the end of the fault. They wait for ten minutes. */
  unknown: number;
  /** Acknowledged, but neither at Convertr nor listed. */
  lost: number;
  thanked: number;
}

export interface FaultAccount {
  enterprise: string;
  origin: string;
  measure(): Promise<Measured>;
  close(): Promise<void>;
}

interface Worker {
  url: string;
  adminToken: string;
}

type Row = { submission: string; status: string };

/** An account with its own simulator, so that all faults can be applied at the same time. */
export async function openFaultAccount({ name, fault, rule }: FaultCase, worker: Worker): Promise<FaultAccount> {
  const convertr: RunningConvertr = await startConvertr({ port: 0 });
  const emails = new Map<string, string>();

  const control = async <T>(path: string, body?: unknown): Promise<T> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`${convertr.url}/_control/${path}`, init)).json() as Promise<T>;
  };
  const admin = async <T>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<T> => {
    const headers = { authorization: `Bearer ${worker.adminToken}`, 'content-type': 'application/json' };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    return (await fetch(`${worker.url}/v1/admin/${path}`, init)).json() as Promise<T>;
  };
  const rows = async (...statuses: string[]): Promise<Row[]> =>
    (await admin<{ leads: Row[] }>(`leads?enterprise=${name}&status=${statuses.join(',')}&limit=200`)).leads;
  /** When each email address first arrived at Convertr. */
  const arrivals = async (): Promise<Map<string, number>> => {
    const leads = await control<{ answers: Record<string, string>; at: string }[]>('leads');
    return new Map(leads.toReversed().map(({ answers, at }) => [answers['form[email]'] ?? '', Date.parse(at)]));
  };

  /** @returns whether the visitor was acknowledged. */
  async function visit(): Promise<boolean> {
    const submission = randomUUID();
    const email = `${submission.slice(0, 8)}@${CANARIES[1]}`;
    const body = new URLSearchParams({
      'form[firstName]': CANARIES[0] ?? '',
      'form[lastName]': `Nr ${emails.size}`,
      'form[email]': email,
      submission,
    });
    const headers = {
      accept: 'application/json',
      origin: worker.url,
      'cf-connecting-ip': `10.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}.7`,
    };
    const answer = await fetch(`${worker.url}/v1/forms/${name}/leads`, { method: 'POST', headers, body });
    if (answer.ok) emails.set(submission, email);
    return answer.ok;
  }

  async function waitFor(holds: () => Promise<boolean>): Promise<boolean> {
    for (const deadline = Date.now() + GIVE_UP_MS; Date.now() < deadline; await sleep(500))
      if (await holds()) return true;
    return false;
  }

  async function throwFault(): Promise<void> {
    await visit();
    await waitFor(async () => (await arrivals()).size > 0);
    // Without a token the next lead meets the login, too.
    if (fault.on !== 'leads') await control('revoke', {});
    await control('faults', [fault]);
    for (const end = Date.now() + FAULT_MS; Date.now() < end; await sleep(VISITOR_EVERY_MS)) await visit();
  }

  /** What only a person can do about it. */
  async function act(): Promise<void> {
    if (rule === 'login') await admin(`accounts/${name}/login`, {});
    if (rule !== 'retry') return;
    for (const { submission } of await rows('held')) await admin(`leads/${name}/${submission}/retry`, {});
  }

  /** The leads that wait for the fault to end: those that are queued, or held until one of them is taken. */
  const readWaiting = (): Promise<Row[]> => rows('queued', 'sending', ...(rule === 'try' ? ['held'] : []));

  async function measure(): Promise<Measured> {
    await throwFault();
    const { length: unknown } = await rows('unknown');
    const before = await arrivals();
    await control('faults', []);
    const ended = Date.now();
    const waiting = await readWaiting();
    await act();
    if (waiting.length === 0) await visit();
    const known = new Set(waiting.map(({ submission }) => submission));
    const wanted = [...emails].filter(([id]) => waiting.length === 0 || known.has(id)).map(([, email]) => email);
    let first = Infinity;
    await waitFor(async () => {
      const arrived = await arrivals();
      const times = wanted.flatMap((email) => (before.has(email) ? [] : (arrived.get(email) ?? [])));
      first = Math.min(first, ...times);
      return first < Infinity;
    });
    await waitFor(async () => (await rows('queued', 'sending')).length === 0);
    const listed = new Set((await rows('unknown', 'held')).map(({ submission }) => submission));
    const arrived = await arrivals();
    const lost = [...emails].filter(([submission, email]) => !listed.has(submission) && !arrived.has(email)).length;
    const seconds = first === Infinity ? undefined : Math.max(0, Math.round((first - ended) / 1000));
    return { seconds, unknown, lost, thanked: emails.size };
  }

  return { enterprise: name, origin: convertr.url, measure, close: () => convertr.close() };
}

/** As the Worker's configuration has it. Its budget is not what is measured. */
export const toAccountSettings = ({ origin }: FaultAccount) => ({
  publisherId: 12,
  username: USERNAME,
  password: PASSWORD,
  origin,
  budget: { requests: 10_000, results: 10_000, logins: 100 },
});

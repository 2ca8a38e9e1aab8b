/** Sends requests as fast as a number of connections can. */

import { randomUUID } from 'node:crypto';
import { Agent, request as open } from 'node:http';

export interface Reading {
  perSecond: number;
  p50: number;
  p99: number;
  failed: number;
}

export interface Call {
  url: string;
  method?: 'GET' | 'POST';
  /** Created for each call. */
  body?: () => string;
  headers?: Record<string, string>;
}

const WARM_UP = 200;

/** @param count calls that are timed, after some that are not. */
export async function load(call: Call, count: number, connections = 16): Promise<Reading> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  try {
    await run(call, Math.min(WARM_UP, count), connections, agent);
    const started = performance.now();
    const { times, failed } = await run(call, count, connections, agent);
    const seconds = (performance.now() - started) / 1000;
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    return { perSecond: count / seconds, p50: at(0.5), p99: at(0.99), failed };
  } finally {
    agent.destroy();
  }
}

async function run(call: Call, count: number, connections: number, agent: Agent) {
  const times: number[] = [];
  let failed = 0;
  let left = count;
  const work = async () => {
    while (left-- > 0) {
      const started = performance.now();
      const status = await once(call, agent);
      times.push(performance.now() - started);
      if (status >= 400) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  return { times, failed };
}

function once({ url, method = 'GET', body, headers }: Call, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = open(url, { method, agent, ...(headers && { headers }) }, (response) => {
      response.on('data', () => undefined);
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject);
    request.end(body?.());
  });
}

/** A new lead each time, from the address of a new visitor. */
export function submitTo(origin: string, form = 'bench', createId: () => string = randomUUID): Call {
  return {
    url: `${origin}/v1/forms/${form}/leads`,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: () => {
      const submission = createId();
      return new URLSearchParams({
        submission,
        'form[firstName]': 'Ada',
        'form[lastName]': 'Byron',
        'form[email]': `${submission}@example.com`,
        page: 'https://landing.example.com/?utm_source=newsletter&utm_medium=email',
      }).toString();
    },
  };
}

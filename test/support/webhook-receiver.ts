import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  headers: Record<string, string>;
  body: string;
  at: number;
}

export interface Receiver {
  url: string;
  received: Received[];
  /** Its answer from now on. `hang`: none. */
  answer: number | 'hang';
  /** The first matching message, as soon as it arrives. */
  next(fits: (message: Received) => boolean): Promise<Received>;
  close(): Promise<void>;
}

/** A publisher's own system, on a free port of this machine. */
export async function startReceiver(): Promise<Receiver> {
  let expectations: { fits: (message: Received) => boolean; resolve: (message: Received) => void }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const message = { headers: request.headers as Record<string, string>, body, at: Date.now() };
    receiver.received.push(message);
    if (receiver.answer !== 'hang') response.writeHead(receiver.answer).end();
    const met = expectations.filter(({ fits }) => fits(message));
    expectations = expectations.filter((expectation) => !met.includes(expectation));
    for (const { resolve } of met) resolve(message);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/leads`,
    received: [],
    answer: 200,
    async next(fits) {
      const found = receiver.received.find(fits);
      return found ?? new Promise((resolve) => expectations.push({ fits, resolve }));
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

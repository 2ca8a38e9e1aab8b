import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

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
  /** Where a redirect leads. */
  location: string;
  /** The first matching message, as soon as it arrives. */
  next(fits: (message: Received) => boolean): Promise<Received>;
  close(): Promise<void>;
}

export interface Message {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

/** Throws unless the signature is right. */
export const verify = ({ body, headers }: Received, secret: string): Message =>
  new Webhook(secret).verify(body, headers) as Message;

/** Whether a message has this about a lead. */
export const about =
  (submission: string, type: string, data: Record<string, unknown> = {}) =>
  ({ body }: Received): boolean => {
    const message = JSON.parse(body) as Message;
    const isAsked = Object.entries(data).every(([name, value]) => message.data[name] === value);
    return message.type === type && message.data.submission === submission && isAsked;
  };

/** A publisher's own system, on a free port of this machine. */
export async function startReceiver(): Promise<Receiver> {
  let expectations: { fits: (message: Received) => boolean; resolve: (message: Received) => void }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const message = { headers: request.headers as Record<string, string>, body, at: Date.now() };
    receiver.received.push(message);
    if (receiver.answer !== 'hang') response.writeHead(receiver.answer, { location: receiver.location }).end();
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
    location: '',
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

import {
  createServer,
  type IncomingMessage,
  request as openRequest,
  type Server,
  type ServerResponse,
} from 'node:http';

/** A gateway between the Worker and the simulator, which fails in ways that a simulator alone cannot. */
export interface Gateway {
  /** How likely a lead is answered so instead of being passed on. */
  rates: { 429: number; 503: number };
  /** Every connection is closed unanswered, before anything is passed on. */
  isDown: boolean;
  readonly refused: { 429: number; 503: number };
  /** Leads that were passed on, by the time of their answer. */
  readonly passed: number[];
  /** 429s that the simulator's own limits gave. */
  readonly limited: number[];
  close(): void;
}

/** A 429 that names a time, so that the Worker need not wait for the whole window. */
const RETRY_AFTER_SECONDS = '1';

export async function startGateway(port: number, convertrPort: number): Promise<Gateway> {
  const gateway: Gateway = {
    rates: { 429: 0, 503: 0 },
    isDown: false,
    refused: { 429: 0, 503: 0 },
    passed: [],
    limited: [],
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  const server: Server = createServer((request, response) => {
    if (gateway.isDown) {
      request.socket.destroy();
      return;
    }
    const isLead = request.method === 'POST' && /\/leads(\?|$)/.test(request.url ?? '');
    const dice = Math.random();
    if (isLead && dice < gateway.rates[429]) refuse(429);
    else if (isLead && dice < gateway.rates[429] + gateway.rates[503]) refuse(503);
    else pass(gateway, convertrPort, request, response, isLead);

    function refuse(status: 429 | 503) {
      gateway.refused[status] += 1;
      request.resume();
      response.writeHead(status, { 'content-type': 'text/html', 'retry-after': RETRY_AFTER_SECONDS });
      response.end(`<h1>${status}</h1>`);
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return gateway;
}

function pass(gateway: Gateway, port: number, request: IncomingMessage, response: ServerResponse, isLead: boolean) {
  const { method, url, headers } = request;
  const upstream = openRequest(
    { host: '127.0.0.1', port, method, path: url, headers: { ...headers, connection: 'close' } },
    (answer) => {
      if (answer.statusCode === 429) gateway.limited.push(Date.now());
      else if (isLead && answer.statusCode === 201) gateway.passed.push(Date.now());
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  // A lost answer stays a lost answer.
  upstream.on('error', () => request.socket.destroy());
  request.pipe(upstream);
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Replaces the deployed Worker: answers `/healthz`, and reports other requests. */
export async function startDeployedWorker() {
  const heard = new Set<string>();
  const listeners = new Set<() => void>();
  let health: { status: number; body: unknown } = { status: 200, body: { status: 'ok' } };
  const server = createServer((request, response) => {
    heard.add(request.url ?? '');
    for (const listener of listeners) listener();
    response.writeHead(health.status, { 'content-type': 'application/json' }).end(JSON.stringify(health.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (status: number, body: unknown) => {
      health = { status, body };
    },
    heard: (path: string) =>
      new Promise<void>((resolve) => {
        const look = () => heard.has(path) && resolve();
        listeners.add(look);
        look();
      }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

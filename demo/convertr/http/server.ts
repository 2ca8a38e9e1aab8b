import { once } from 'node:events';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Simulator, type SimulatorOptions } from '../state/simulator.ts';
import { createApp } from './app.ts';

export interface ConvertrOptions extends SimulatorOptions {
  /** 0 for any free one. */
  port: number;
}

export interface RunningConvertr {
  url: string;
  close(): Promise<void>;
}

/** Longer than clients keep idle connections, so that no request uses a connection that is just being closed. */
const KEEP_ALIVE_MS = 120_000;

/** Starts the simulator, reachable from this machine only. */
export async function startConvertr({ port, ...options }: ConvertrOptions): Promise<RunningConvertr> {
  const simulator = new Simulator(options);
  const server = createAdaptorServer({ fetch: createApp(simulator).fetch }) as Server;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    simulator.close();
    throw error;
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The simulator has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      simulator.close();
    },
  };
}

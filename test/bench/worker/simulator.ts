/** The Convertr simulator as a process of its own, its limits out of the way. */
import { join } from 'node:path';
import { findFreePort } from '../../../demo/local/ports.ts';
import { startNode, waitForAnswer } from '../../../demo/local/process.ts';

const root = join(import.meta.dirname, '../../..');
const NO_LIMIT = 1e9;

export interface Simulator {
  url: string;
  /** Calls the control API. */
  control(path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startSimulator(
  limits = { logins: NO_LIMIT, results: NO_LIMIT, requests: NO_LIMIT },
): Promise<Simulator> {
  const port = await findFreePort();
  const program = startNode(join(root, 'demo/convertr/main.ts'), [], {
    cwd: root,
    env: { CONVERTR_PORT: String(port) },
  });
  const url = `http://127.0.0.1:${port}`;
  await waitForAnswer(`${url}/_control/leads`, program);
  const control = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(
      `${url}/_control/${path}`,
      body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
    );
    if (!response.ok) throw new Error(`The simulator refused ${path}: ${await response.text()}`);
    return response.json().catch(() => undefined);
  };
  await control('settings', { limits });
  return { url, control, stop: () => program.stop() };
}

/** Leads that it holds, and requests that it has answered. */
export async function countAtSimulator({ control }: Simulator): Promise<{ leads: number; requests: number }> {
  const { leads } = (await control('state')) as { leads: number };
  const { requests } = (await control('requests')) as { requests: unknown[] };
  return { leads, requests: requests.length };
}

/// <reference path="../worker/provided.d.ts" />
import type { TestProject } from 'vitest/node';
import { startConvertr } from '../../demo/convertr/http/server.ts';

/** A real Convertr server, for what a stub of `fetch` cannot do: streams, compression, cut connections. */
export default async function startSimulator(project: TestProject): Promise<() => Promise<void>> {
  const convertr = await startConvertr({ port: 0 });
  project.provide('convertrUrl', convertr.url);
  return () => convertr.close();
}

/// <reference path="../worker/provided.d.ts" />
import type { TestProject } from 'vitest/node';
import { startConvertr } from '../../demo/convertr/http/server.ts';

/** A Convertr to really call, for what a stub in the place of `fetch` cannot do: streams, compression, cut lines. */
export default async function startSimulator(project: TestProject): Promise<() => Promise<void>> {
  const convertr = await startConvertr({ port: 0 });
  project.provide('convertrUrl', convertr.url);
  return () => convertr.close();
}

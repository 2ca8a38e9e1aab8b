/** One Worker and one simulator for all files of this folder. */
import type { TestProject } from 'vitest/node';
import { startLeadwire } from '../support/leadwire.ts';

declare module 'vitest' {
  interface ProvidedContext {
    workerUrl: string;
    convertrUrl: string;
    adminToken: string;
  }
}

export default async function setup(project: TestProject) {
  const leadwire = await startLeadwire({ vars: { ANSWER_WITHIN_MS: '3000' } });
  project.provide('workerUrl', leadwire.workerUrl);
  project.provide('convertrUrl', leadwire.convertrUrl);
  project.provide('adminToken', leadwire.adminToken);
  return () => leadwire.stop();
}

/** Stands in for `load-part.ts` in the npm package: imports that a bundler can follow. */
import type { Part } from './kit.ts';

const PARTS: Record<string, () => Promise<{ default: Part }>> = {
  advice: () => import('./parts/advice.ts'),
  analytics: () => import('./parts/analytics.ts'),
  debug: () => import('./parts/debug.ts'),
  kinds: () => import('./parts/kinds.ts'),
  light: () => import('./parts/light.ts'),
  own: () => import('./parts/own.ts'),
  phone: () => import('./parts/phone.ts'),
  prefill: () => import('./parts/prefill.ts'),
  steps: () => import('./parts/steps.ts'),
  storage: () => import('./parts/storage.ts'),
  submission: () => import('./parts/submission.ts'),
  turnstile: () => import('./parts/turnstile.ts'),
  typing: () => import('./parts/typing.ts'),
};

export async function loadPart(name: string): Promise<Part> {
  const load = PARTS[name];
  if (!load) throw new Error(`No part ${name}`);
  return (await load()).default;
}

/** Stands in for `load-part.ts` in the npm package: imports that a bundler can follow. */
import type { Part } from '../feature.ts';

const PARTS: Record<string, () => Promise<{ default: Part }>> = {
  'attribute-advice': () => import('../features/attribute-advice.ts'),
  analytics: () => import('../features/analytics.ts'),
  debug: () => import('../features/debug.ts'),
  'field-kinds': () => import('../features/field-kinds/index.ts'),
  'light-dom': () => import('../features/light-dom.ts'),
  'own-markup': () => import('../features/own-markup.ts'),
  phone: () => import('../features/phone/index.ts'),
  prefill: () => import('../features/prefill.ts'),
  steps: () => import('../features/steps.ts'),
  'visit-storage': () => import('../features/visit-storage.ts'),
  submission: () => import('../features/submission/index.ts'),
  turnstile: () => import('../features/turnstile.ts'),
  typing: () => import('../features/typing/index.ts'),
};

export async function loadPart(name: string): Promise<Part> {
  const load = PARTS[name];
  if (!load) throw new Error(`No part ${name}`);
  return (await load()).default;
}

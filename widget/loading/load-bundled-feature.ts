/** Takes the place of `load-feature.ts` in the npm package: imports that a bundler can follow. */
import type { FeatureFactory } from '../feature.ts';

const FEATURES: Record<string, () => Promise<{ default: FeatureFactory }>> = {
  analytics: () => import('../features/analytics.ts'),
  'attribute-advice': () => import('../features/attribute-advice.ts'),
  choices: () => import('../features/choices/index.ts'),
  debug: () => import('../features/debug.ts'),
  dates: () => import('../features/dates/index.ts'),
  'field-kinds': () => import('../features/field-kinds/index.ts'),
  'light-dom': () => import('../features/light-dom.ts'),
  'own-markup': () => import('../features/own-markup.ts'),
  placement: () => import('../features/placement.ts'),
  phone: () => import('../features/phone/index.ts'),
  prefill: () => import('../features/prefill.ts'),
  steps: () => import('../features/steps.ts'),
  submission: () => import('../features/submission/index.ts'),
  turnstile: () => import('../features/turnstile.ts'),
  typing: () => import('../features/typing/index.ts'),
  'visit-storage': () => import('../features/visit-storage.ts'),
};

export async function loadFeature(name: string): Promise<FeatureFactory> {
  const load = FEATURES[name];
  if (!load) throw new Error(`No feature ${name}`);
  return (await load()).default;
}

/** Replaces `load-feature.ts` in the npm package, with imports that a bundler can follow. */
/// <reference types="vite/types/importMeta.d.ts" />
import type { FeatureFactory } from '../feature.ts';

/** Vite writes an import for each file, so a new feature needs no entry here. */
const FEATURES = import.meta.glob<{ default: FeatureFactory }>(['../features/*.ts', '../features/*/index.ts']);

export async function loadFeature(name: string): Promise<FeatureFactory> {
  const load = FEATURES[`../features/${name}.ts`] ?? FEATURES[`../features/${name}/index.ts`];
  if (!load) throw new Error(`No feature ${name}`);
  return (await load()).default;
}

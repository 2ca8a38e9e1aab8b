import type { FeatureFactory } from '../feature.ts';
import { getShared } from './shared.ts';

/** The hash in the features' file names, inserted by the build. One for all is smaller than one for each. */
declare const __FEATURES__: string;

/** How often each failed to load. */
const failures: Record<string, number> = {};

/**
 * Loads a lazy feature from beside the script, unless the script contained it. `import()` passes a strict CSP (by host,
 * or by the script's own nonce) and needs no trusted URL.
 */
export async function loadFeature(name: string, scriptUrl: string): Promise<FeatureFactory> {
  const file = `widget-${name}-${__FEATURES__}.js`;
  const { features } = getShared();
  if (!features[file]) {
    // An absolute URL, because a cross-origin script without CORS has no base URL.
    const url = new URL(`./${file}`, scriptUrl);
    // Browsers don't request a failed module again, unless its URL differs.
    if (failures[name]) url.search = `${failures[name]}`;
    await import(/* @vite-ignore */ url.href).catch(() => undefined);
  }
  const factory = features[file];
  if (factory) return factory;
  failures[name] = (failures[name] ?? 0) + 1;
  throw new Error(`No ${file}`);
}

import type { Part } from '../feature.ts';
import { getShared } from './load-definition.ts';

/** The hash in the parts' file names, written in by the build. */
declare const __PARTS__: string;

/**
 * Loads a lazy part from beside the script. `import()` passes a strict CSP (host source, or the script's own nonce) and
 * asks for no trusted URL.
 */
export async function loadPart(name: string, scriptUrl: string): Promise<Part> {
  const file = `widget-${name}-${__PARTS__}.js`;
  const inlined = getShared().parts[file];
  if (inlined) return inlined;
  // An absolute URL: a cross-origin script without CORS has no base of its own.
  const url = new URL(`./${file}`, scriptUrl);
  // A module that failed once is not asked for again under the same address.
  if (failures[name]) url.search = `${failures[name]}`;
  try {
    const module: { default: Part } = await import(/* @vite-ignore */ url.href);
    return module.default;
  } catch (error) {
    failures[name] = (failures[name] ?? 0) + 1;
    throw error;
  }
}

const failures: Record<string, number> = {};
